//! Reads `const RULE = #{ … };` without the script engine, whose start is most of the cost of
//! loading a rule. What it doesn't understand it leaves to the engine: it never guesses.

use super::record::Value;
use std::collections::BTreeMap;

/// The value of `RULE` in `source`, with what follows it; none when the engine should read it.
pub(super) fn record(source: &str) -> Option<(Value, &str)> {
    let mut reader = Reader { rest: source };
    reader.skip_blank();
    reader.word("const")?;
    reader.word("RULE")?;
    reader.sign("=")?;
    let value = reader.value(0)?;
    reader.sign(";")?;
    matches!(value, Value::Map(_)).then_some((value, reader.rest))
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Past spaces and comments.
    fn skip_blank(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let Some(comment) = self.rest.strip_prefix("//") else { break };
            self.rest = comment.find('\n').map_or("", |end| &comment[end..]);
        }
    }

    fn sign(&mut self, sign: &str) -> Option<()> {
        self.skip_blank();
        self.rest = self.rest.strip_prefix(sign)?;
        self.skip_blank();
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        (self.name()? == word).then(|| self.skip_blank())
    }

    fn name(&mut self) -> Option<&'a str> {
        let is_name = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
        let end = self.rest.bytes().position(|it| !is_name(it)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty() && !name.starts_with(|it: char| it.is_ascii_digit())).then_some(name)
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > 8 {
            return None;
        }
        let value = match self.rest.as_bytes().first()? {
            b'"' => Value::Text(self.quoted()?),
            b'`' => Value::Text(self.raw()?),
            b'[' => self.list(depth)?,
            b'#' => self.map(depth)?,
            b'-' | b'0'..=b'9' => self.number()?,
            _ => match self.name()? {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => return None,
            },
        };
        self.skip_blank();
        Some(value)
    }

    fn list(&mut self, depth: u32) -> Option<Value> {
        self.sign("[")?;
        let mut items = Vec::new();
        while !self.rest.starts_with(']') {
            items.push(self.value(depth + 1)?);
            if self.sign(",").is_none() {
                break;
            }
        }
        self.rest = self.rest.strip_prefix(']')?;
        Some(Value::List(items))
    }

    fn map(&mut self, depth: u32) -> Option<Value> {
        self.sign("#{")?;
        let mut entries = BTreeMap::new();
        while !self.rest.starts_with('}') {
            let key = match self.rest.starts_with('"') {
                true => self.quoted()?,
                false => self.name()?.to_owned(),
            };
            self.sign(":")?;
            let value = self.value(depth + 1)?;
            if entries.insert(key, value).is_some() {
                return None;
            }
            if self.sign(",").is_none() {
                break;
            }
        }
        self.rest = self.rest.strip_prefix('}')?;
        Some(Value::Map(entries))
    }

    /// Digits, and a point with digits; other ways to write a number are for the engine.
    fn number(&mut self) -> Option<Value> {
        let is_part = |it: u8| it.is_ascii_alphanumeric() || b"-+._".contains(&it);
        let end = self.rest.bytes().position(|it| !is_part(it)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        let digits = number.strip_prefix('-').unwrap_or(number);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        // `2.0` is another kind of number than `2` to a script.
        if digits.contains('.') && part.bytes().all(|it| it == b'0') {
            return None;
        }
        let are_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        if !are_digits(whole) || !are_digits(part) || digits.len() > 15 {
            return None;
        }
        self.rest = rest;
        number.parse().ok().map(Value::Number)
    }

    /// A text between double quotes on one line, with `\"` and the like.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut rest = self.rest.strip_prefix('"')?;
        loop {
            let end = rest.bytes().position(|it| matches!(it, b'"' | b'\\' | b'\n'))?;
            text.push_str(&rest[..end]);
            let sign = rest.as_bytes()[end];
            rest = &rest[end + 1..];
            match sign {
                b'"' => break,
                b'\\' => text.push(match rest.as_bytes().first()? {
                    b'n' => '\n',
                    b't' => '\t',
                    b'"' => '"',
                    b'\\' => '\\',
                    _ => return None,
                }),
                _ => return None,
            }
            rest = &rest[1..];
        }
        // A doubled quote is a quote to the engine.
        self.rest = rest;
        (!rest.starts_with('"')).then_some(text)
    }

    /// A text between backticks, as it stands.
    fn raw(&mut self) -> Option<String> {
        let (text, rest) = self.rest.strip_prefix('`')?.split_once('`')?;
        self.rest = rest;
        let plain = !text.contains("${") && !text.contains('\n') && !rest.starts_with('`');
        plain.then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let source = "//! # nl X\n// note\nconst RULE = #{ flaws: [\"unowned\",], absent: 0.15,\n  \"a b\": -1, // why\n  on: false, nl: #{ find: [`\\b\\w+\"`] } };\nfn check(a, b) { }\n";
        let (value, rest) = record(source).unwrap();
        let shown = r#"Map({"a b": Number(-1.0), "absent": Number(0.15), "flaws": List([Text("unowned")]), "nl": Map({"find": List([Text("\\b\\w+\"")])}), "on": Bool(false)})"#;
        assert_eq!(format!("{value:?}"), shown);
        assert_eq!(rest.trim(), "fn check(a, b) { }");
    }

    #[test]
    fn the_built_in_rules_read_as_the_engine_reads_them() {
        let rules = crate::rule::Rules::builtin();
        assert!(rules.iter().count() > 100);
        for rule in rules.iter() {
            let (value, _) = record(&rule.source).expect(&rule.id);
            let (engine, script) = crate::rule::script::compile(&rule.source).expect(&rule.id);
            assert_eq!(value, engine, "{}", rule.id);
            assert_eq!(script.is_some(), rule.script.is_some(), "{}", rule.id);
            assert!(crate::rule::page::parse(&rule.source).is_ok(), "{}", rule.id);
        }
    }

    #[test]
    fn what_is_more_than_literals_is_for_the_engine() {
        for value in [
            "1 + 1",
            "0x1f",
            "1e3",
            "2.0",
            "x",
            "`${x}`",
            "\"\\u0041\"",
            "[1 2]",
            "#{ a: 1, a: 2 }",
        ] {
            assert!(record(&format!("const RULE = #{{ a: {value} }};")).is_none(), "{value}");
        }
        assert!(record("let x = 1;").is_none());
    }
}
