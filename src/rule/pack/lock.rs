//! `weeflint.lock`: which packs were agreed on, by their content.

use serde::Deserialize;

/// Name of the file.
pub const FILE: &str = "weeflint.lock";

/// A pack as it was agreed on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// As the settings name it.
    pub source: String,
    /// Its name.
    pub name: String,
    /// Its version; empty without `pack.toml`.
    #[serde(default)]
    pub version: String,
    /// The commit it was taken from.
    pub commit: Option<String>,
    /// The archive it was taken into, seen from the lock file.
    pub file: Option<String>,
    /// What tells its content from another.
    pub sha256: String,
    /// How many rules it holds.
    pub rules: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    pack: Vec<Locked>,
}

/// Reads the text of a lock file.
///
/// # Errors
/// The line, from 1, and what is wrong there.
pub fn parse(text: &str) -> Result<Vec<Locked>, (u32, String)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |it| it.start);
        let line = text.bytes().take(at).filter(|it| *it == b'\n').count() as u32 + 1;
        (line, error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    match file.version {
        1 => Ok(file.pack),
        other => Err((1, format!("version {other} of this file needs a newer weeflint"))),
    }
}

/// The text of a lock file that holds `packs`.
pub fn write(packs: &[Locked]) -> String {
    let mut out = String::from(
        "# Written by `weeflint pack`: which packs were agreed on, by their content.\nversion = 1\n",
    );
    for it in packs {
        out.push_str("\n[[pack]]\n");
        let mut put = |key: &str, text: &str| {
            out.push_str(&format!("{key} = {}\n", toml::Value::String(text.to_owned())));
        };
        put("source", &it.source);
        put("name", &it.name);
        put("version", &it.version);
        it.commit.iter().for_each(|it| put("commit", it));
        it.file.iter().for_each(|it| put("file", it));
        put("sha256", &it.sha256);
        out.push_str(&format!("rules = {}\n", it.rules));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let pack = Locked {
            source: "git+https://example.org/zorg#v1".to_owned(),
            name: "zorg".to_owned(),
            version: "1.0.0".to_owned(),
            commit: Some("0123".to_owned()),
            file: Some(".weeflint/packs/zorg.zip".to_owned()),
            sha256: "ab".to_owned(),
            rules: 3,
        };
        let bare = Locked { commit: None, file: None, source: "huis".to_owned(), ..pack.clone() };
        let packs = [pack, bare];
        assert_eq!(parse(&write(&packs)).unwrap(), packs);
        assert_eq!(parse("version = 1\n[[pack]]\nsource = 3\n").unwrap_err().0, 3);
        assert!(parse("version = 2").unwrap_err().1.contains("newer"));
    }
}
