//! Fields: an instruction that Word computes with, then the result that the reader sees.
//!
//! `begin` REF _Ref1 `separate` 7.2 `end`: only "7.2" is text. Fields nest, cross paragraphs, and in
//! edited files lose an end, so nothing here depends on their being complete.

/// Characters of an instruction that are kept: enough for its name.
const KEPT: usize = 64;

/// The fields that are open.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their instruction.
    asking: usize,
    /// How many of them show a table of contents.
    contents: usize,
}

#[derive(Default)]
struct Field {
    instruction: String,
    result: bool,
    contents: bool,
}

impl Fields {
    /// A field starts, with its instruction.
    pub(super) fn begin(&mut self) {
        self.open.push(Field::default());
        self.asking += 1;
    }

    /// A field starts whose instruction is known.
    pub(super) fn simple(&mut self, instruction: &str) {
        self.begin();
        self.instruct(instruction);
        self.separate();
    }

    /// More of the instruction of the innermost field.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && field.instruction.len() < KEPT
        {
            field.instruction.extend(text.chars().take(KEPT));
        }
    }

    /// The instruction of the innermost field is over, its result begins.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut()
            && !std::mem::replace(&mut field.result, true)
        {
            self.asking -= 1;
            field.contents = is_contents(&field.instruction);
            self.contents += usize::from(field.contents);
        }
    }

    /// The innermost field is over.
    pub(super) fn end(&mut self) {
        if let Some(field) = self.open.pop() {
            self.asking -= usize::from(!field.result);
            self.contents -= usize::from(field.contents);
        }
    }

    /// Whether text stands within the instruction of a field, as the result of another: it is
    /// computed with, not shown.
    pub(super) fn hide(&self) -> bool {
        let innermost = self.open.last().is_some_and(|it| !it.result);
        self.asking > usize::from(innermost)
    }

    /// Whether text is part of a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        self.contents > 0
    }

    /// A paragraph ends. An instruction goes on over its end only in formulas that nobody writes
    /// in a contract; in a field that lost its end it would swallow the rest of the text.
    pub(super) fn settle(&mut self) {
        if self.asking > 0 {
            self.open.iter_mut().for_each(|it| it.result = true);
            self.asking = 0;
        }
    }
}

/// Whether an instruction makes a table of contents, of authorities or an index.
fn is_contents(instruction: &str) -> bool {
    let name = instruction.trim_start().split(|it: char| !it.is_ascii_alphabetic()).next();
    name.is_some_and(|it| ["TOC", "TOA", "INDEX"].iter().any(|one| it.eq_ignore_ascii_case(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_within_an_instruction_is_not_shown() {
        let mut fields = Fields::default();
        fields.begin();
        fields.instruct(" IF ");
        fields.begin();
        fields.separate();
        assert!(fields.hide());
        fields.end();
        fields.separate();
        assert!(!fields.hide());
    }

    #[test]
    fn a_field_without_end_hides_nothing_after_its_paragraph() {
        let mut fields = Fields::default();
        fields.begin();
        fields.settle();
        fields.begin();
        fields.separate();
        assert!(!fields.hide());
        fields.end();
        fields.end();
        fields.end();
        assert!(!fields.hide());
    }

    #[test]
    fn contents_are_told_by_the_name_of_the_field() {
        let mut fields = Fields::default();
        fields.simple(" TOC \\o \"1-3\" ");
        assert!(fields.in_contents());
        fields.end();
        fields.simple("TOCKEN");
        assert!(!fields.in_contents());
    }
}
