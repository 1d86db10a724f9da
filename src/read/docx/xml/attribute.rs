//! What the attributes of a tag say.

use super::{Tag, first_of, local};
use crate::read::character::character;
use std::borrow::Cow;

/// The attributes of a tag: the name of each without its prefix, and its value.
pub(in super::super) fn attributes<'a>(
    tag: &Tag<'a>,
) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    raw_attributes(tag).map(|(key, value)| (key, unescape(value)))
}

/// The value of the attribute called `name`, whatever its prefix.
pub(in super::super) fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<Cow<'a, str>> {
    raw_attributes(tag).find(|it| it.0 == name).map(|it| unescape(it.1))
}

/// The same, with their values as they stand in the XML.
fn raw_attributes<'a>(tag: &Tag<'a>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut rest = tag.attributes;
    std::iter::from_fn(move || {
        let equals = rest.bytes().position(|it| it == b'=')?;
        let (key, after) = (rest[..equals].trim_ascii_end(), rest[equals + 1..].trim_ascii_start());
        let quote = after.bytes().next().filter(|it| matches!(it, b'"' | b'\''))?;
        let value = after.get(1..)?;
        let len = first_of(value.as_bytes(), quote, quote)?;
        // A stray word before it is passed over.
        let start = key.bytes().rposition(|it| it.is_ascii_whitespace());
        rest = &value[len + 1..];
        Some((local(start.map_or(key, |at| &key[at + 1..])), &value[..len]))
    })
}

/// `value` with its character references resolved; what is no reference stays as it is.
fn unescape(value: &str) -> Cow<'_, str> {
    if !value.bytes().any(|it| it == b'&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end)));
        match reference {
            Some((char, end)) => {
                out.push(char);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The `w:val` of a tag.
pub(in super::super) fn value<'a>(tag: &Tag<'a>) -> Option<Cow<'a, str>> {
    attribute(tag, "val")
}

/// The `w:val` of a tag as a number.
pub(in super::super) fn number<T: std::str::FromStr>(tag: &Tag<'_>) -> Option<T> {
    value(tag)?.trim().parse().ok()
}

/// Whether a property that is on by being there is on: `<w:vanish/>`, but not `w:val="0"`.
pub(in super::super) fn is_on(tag: &Tag<'_>) -> bool {
    !value(tag).is_some_and(|it| matches!(&*it, "0" | "false" | "off"))
}
