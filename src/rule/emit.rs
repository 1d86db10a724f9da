//! The steps of a program, from the tree of an expression.

use super::program::{Program, Step};
use super::syntax::Node;

/// Largest program; beyond, the general engine is as good.
const MOST_STEPS: usize = 20_000;

/// Adds the steps of `node` to `steps`, in which the group called `names[n]` has slots `2n` and
/// `2n + 1`; none when they are too many or may loop on nothing.
pub(super) fn emit(
    node: &Node,
    names: &[&str],
    macros: &[Option<Program>],
    steps: &mut Vec<Step>,
) -> Option<()> {
    if steps.len() > MOST_STEPS {
        return None;
    }
    match node {
        Node::Empty => {}
        Node::Literal(bytes) => steps.push(Step::Literal(bytes.as_slice().into())),
        Node::Class(set) => steps.push(Step::Class(*set)),
        Node::Assert(assert) => steps.push(Step::Assert(*assert)),
        Node::Macro(number) => {
            macros.get(*number)?.as_ref()?;
            steps.push(Step::Call(*number as u32));
        }
        Node::Concat(parts) => {
            for part in parts {
                emit(part, names, macros, steps)?;
            }
        }
        Node::Either(branches) => {
            let choice = steps.len();
            steps.push(Step::Either(Vec::new()));
            let mut starts = Vec::with_capacity(branches.len());
            let mut jumps = Vec::with_capacity(branches.len());
            for branch in branches {
                starts.push(steps.len() as u32);
                emit(branch, names, macros, steps)?;
                jumps.push(steps.len());
                steps.push(Step::Jump(0));
            }
            let end = steps.len() as u32;
            steps[choice] = Step::Either(starts);
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
        Node::Repeat { node, min, max, greedy } => {
            let greedy = *greedy;
            let set = match &**node {
                Node::Class(set) => Some(*set),
                Node::Literal(bytes) if bytes.len() == 1 => {
                    Some(1 << bytes[0] | 1 << bytes[0].to_ascii_uppercase())
                }
                _ => None,
            };
            if let Some(set) = set {
                let max = max.unwrap_or(u32::MAX);
                steps.push(Step::Run { set, min: *min, max, greedy });
                return Some(());
            }
            let order = |on: u32, off: u32| if greedy { vec![on, off] } else { vec![off, on] };
            for _ in 0..*min {
                emit(node, names, macros, steps)?;
            }
            let Some(max) = max else {
                if may_be_empty(node, macros) {
                    return None;
                }
                let choice = steps.len();
                steps.push(Step::Match);
                emit(node, names, macros, steps)?;
                steps.push(Step::Jump(choice as u32));
                steps[choice] = Step::Either(order(choice as u32 + 1, steps.len() as u32));
                return Some(());
            };
            let mut choices = Vec::new();
            for _ in *min..*max {
                choices.push(steps.len());
                steps.push(Step::Match);
                emit(node, names, macros, steps)?;
            }
            let end = steps.len() as u32;
            for choice in choices {
                steps[choice] = Step::Either(order(choice as u32 + 1, end));
            }
        }
        Node::Named(name, node) => match names.iter().position(|it| it == name) {
            Some(number) => {
                steps.push(Step::Save(2 * number as u32));
                emit(node, names, macros, steps)?;
                steps.push(Step::Save(2 * number as u32 + 1));
            }
            None => emit(node, names, macros, steps)?,
        },
    }
    Some(())
}

/// Whether `node` may match without taking a character.
fn may_be_empty(node: &Node, macros: &[Option<Program>]) -> bool {
    let empty = |node: &Node| may_be_empty(node, macros);
    match node {
        Node::Empty | Node::Assert(_) => true,
        Node::Literal(_) | Node::Class(_) => false,
        Node::Macro(number) => {
            let program = macros.get(*number).and_then(Option::as_ref);
            program.is_none_or(|it| it.firsts[0].nothing)
        }
        Node::Concat(parts) => parts.iter().all(empty),
        Node::Either(branches) => branches.iter().any(empty),
        Node::Repeat { node, min, .. } => *min == 0 || empty(node),
        Node::Named(_, node) => empty(node),
    }
}
