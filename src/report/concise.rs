//! A line a finding, for editors, `grep` and `wc -l`.

use super::ink::harmless;
use super::{Run, Style, place};

/// `path:clause:line: severity rule message`; what is not known is left empty.
pub(super) fn write(run: &Run, style: &Style) -> String {
    let mut out = String::new();
    for entry in &run.entries {
        match &entry.result {
            Ok(judged) => {
                for finding in &judged.findings {
                    let place = place(&judged.document, finding.span);
                    out.push_str(&format!(
                        "{}:{}:{}: {} {} {}\n",
                        entry.path,
                        if finding.absence { "" } else { place.clause.as_deref().unwrap_or("") },
                        place
                            .line
                            .filter(|_| !finding.absence)
                            .map_or(String::new(), |it| it.to_string()),
                        finding.severity.name(),
                        finding.charge.rule,
                        one_line(&finding.message),
                    ));
                }
            }
            Err(refusal) => {
                let text = one_line(refusal.text(run.language(style)));
                out.push_str(&format!("{}::: unread {text}\n", entry.path));
            }
        }
    }
    for fault in &run.faults {
        out.push_str(&format!(
            "{}::: fault {} {}\n",
            fault.place,
            fault.rule,
            one_line(&fault.reason)
        ));
    }
    harmless(&out).into_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
