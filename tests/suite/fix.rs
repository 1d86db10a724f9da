//! Proposals made in the files: what is made, what is left and why, and what a file keeps.

use super::program::{Folder, code, err, out};

/// A doubled word (signs), a stiff word in a long sentence (wording), a power of one side (substance).
const CONTRACT: &str = "\
# Overeenkomst

1.1 Leverancier onderhoudt de de liften in het stadhuis en houdt daarvan een logboek bij.

1.2 Leverancier meldt storingen aan de beheerder van het gebouw, aan de receptie en aan de dienst die \
op dat ogenblik waakt, alvorens de monteur begint, en zegt er telkens bij hoe lang het nog duurt.

1.3 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.
";

const DOUBLED: &str = "drafting/doubled-word";
const STIFF: &str = "huis/plain/stiff";
const ALONE: &str = "one-sided/sole-discretion";

/// A folder with a contract, and with a pack whose rule knows a plain word for a stiff one.
fn folder(name: &str) -> Folder {
    let folder = with_pack(name);
    folder.write("huis/plain/stiff.rhai", rule("alvorens", "voordat", "words"));
    folder.write("weeflint.toml", "packs = [\"huis\"]\n");
    folder.write("zorg.md", CONTRACT);
    folder
}

fn with_pack(name: &str) -> Folder {
    let folder = Folder::new(&format!("fix-{name}"));
    folder.write("huis/pack.toml", "name = \"huis\"\nversion = \"0.1.0\"\nlanguages = [\"nl\"]\n");
    folder
}

/// The file of a rule that finds `words` and proposes `rewrite` for what it replaces.
fn rule(words: &str, rewrite: &str, replaces: &str) -> String {
    format!(
        "//! # nl Woord\n//!\n//! Een woord dat anders kan.\n//!\n//! ```flag\n//! De ⟦{words}⟧ is open.\n//! ```\n\
         const RULE = #{{ flaws: [\"unreadable\"], each: \"phrase\", severity: \"warning\", weight: 2, \
         effect: \"wording\", replaces: \"{replaces}\", unless_negated: false,\n\
         nl: #{{ message: \"Kan anders.\", find: [`{words}`], rewrite: \"{rewrite}\" }} }};\n"
    )
}

fn text(folder: &Folder, name: &str) -> String {
    String::from_utf8(bytes(folder, name)).unwrap_or_default()
}

fn bytes(folder: &Folder, name: &str) -> Vec<u8> {
    std::fs::read(folder.0.join(name)).unwrap_or_default()
}

/// The lines of a report under the reason that has `part` in it.
fn left(report: &str, part: &str) -> String {
    let mut lines = report.lines().skip_while(|it| !it.contains(part)).skip(1);
    let mut found = String::new();
    while let Some(line) = lines.next().filter(|it| it.starts_with("    ")) {
        found.push_str(line);
        found.push('\n');
    }
    found
}

#[test]
fn what_keeps_rights_is_made_and_its_findings_are_gone() {
    let folder = folder("wording");
    let before = out(&folder.run(&["check", "zorg.md", "--output-format", "concise"]));
    assert!([DOUBLED, STIFF, ALONE].iter().all(|it| before.contains(it)), "{before}");
    let output = folder.run(&["fix", "zorg.md", "--width", "200"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let report = out(&output);
    assert!(report.contains(DOUBLED) && report.contains(STIFF), "{report}");
    assert!(
        left(&report, "--effect substance").contains(ALONE) || report.contains(ALONE),
        "{report}"
    );
    let expected = CONTRACT.replace("de de liften", "de liften").replace("alvorens", "voordat");
    assert_eq!(text(&folder, "zorg.md"), expected);
    let after = out(&folder.run(&["check", "zorg.md", "--output-format", "concise"]));
    assert!(!after.contains(DOUBLED) && !after.contains(STIFF), "{after}");
    assert!(after.lines().count() < before.lines().count());
    // A second time there is nothing left to do.
    let again = out(&folder.run(&["fix", "zorg.md"]));
    assert!(again.starts_with("zorg.md: 0 changed"), "{again}");
    assert_eq!(text(&folder, "zorg.md"), expected);
}

#[test]
fn how_far_changes_reach_is_asked_for() {
    let folder = folder("effect");
    let made = |effect: &str| {
        let output = folder.run(&["fix", "zorg.md", "--dry-run", "--effect", effect]);
        let report = out(&output);
        let made = report.lines().take_while(|it| !it.contains("not, because"));
        (code(&output), made.collect::<Vec<_>>().join("\n"))
    };
    let (_, signs) = made("typographic");
    assert!(signs.contains(DOUBLED) && !signs.contains(STIFF), "{signs}");
    let (code_of, wording) = made("wording");
    assert!(wording.contains(STIFF) && !wording.contains(ALONE), "{wording}");
    assert_eq!(code_of, 1, "something would change");
    assert_eq!(text(&folder, "zorg.md"), CONTRACT, "a dry run writes nothing");
    let wrong = folder.run(&["fix", "zorg.md", "--effect", "all"]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("typographic, wording, substance"), "{}", err(&wrong));
}

#[test]
fn a_diff_is_one_that_git_takes() {
    let folder = folder("diff");
    let output = folder.run(&["fix", "zorg.md", "--diff"]);
    assert_eq!(code(&output), 1);
    assert_eq!(text(&folder, "zorg.md"), CONTRACT, "nothing is written");
    let diff = out(&output);
    assert!(diff.starts_with("--- zorg.md\n+++ zorg.md\n@@ "), "{diff}");
    folder.write("fix.diff", &diff);
    folder.git(&["apply", "-p0", "fix.diff"]);
    let applied = text(&folder, "zorg.md");
    folder.write("zorg.md", CONTRACT);
    folder.run(&["fix", "zorg.md"]);
    assert_eq!(text(&folder, "zorg.md"), applied);
    assert!(out(&folder.run(&["fix", "zorg.md", "--diff"])).is_empty());
}

#[test]
fn only_the_rules_that_are_named_change_anything() {
    let folder = folder("rule");
    let expected = CONTRACT.replace("de de liften", "de liften");
    assert_eq!(code(&folder.run(&["fix", "zorg.md", "--rule", DOUBLED])), 0);
    assert_eq!(text(&folder, "zorg.md"), expected);
    folder.write("zorg.md", CONTRACT);
    assert_eq!(code(&folder.run(&["fix", "zorg.md", "--ignore", "huis"])), 0);
    assert_eq!(text(&folder, "zorg.md"), expected);
    let unknown = folder.run(&["fix", "zorg.md", "--rule", "doubled-word"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains(DOUBLED), "{}", err(&unknown));
}

#[test]
fn encoding_mark_and_line_ends_stay() {
    let crlf = CONTRACT.replace('\n', "\r\n");
    let utf16 = |text: &str, of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(of).collect()
    };
    let accents = crlf.replace("telkens", "één keer");
    let latin: Vec<u8> =
        accents.chars().map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?')).collect();
    let made =
        |text: &str| text.replace("de de liften", "de liften").replace("alvorens", "voordat");
    let made_latin: Vec<u8> =
        made(&accents).chars().map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?')).collect();
    let files = [
        (crlf.clone().into_bytes(), made(&crlf).into_bytes()),
        (format!("\u{feff}{crlf}").into_bytes(), format!("\u{feff}{}", made(&crlf)).into_bytes()),
        (utf16(&crlf, u16::to_le_bytes), utf16(&made(&crlf), u16::to_le_bytes)),
        (utf16(&crlf, u16::to_be_bytes), utf16(&made(&crlf), u16::to_be_bytes)),
        (latin, made_latin),
    ];
    let folder = folder("bytes");
    for (before, after) in files {
        folder.write("zorg.md", &before);
        let output = folder.run(&["fix", "zorg.md"]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        assert!(bytes(&folder, "zorg.md") == after, "{}", out(&output));
    }
}

#[test]
fn each_proposal_that_is_left_has_its_reason() {
    let folder = with_pack("left");
    // Proposals that can't be made: one would not help, one would bring the other's finding.
    folder.write("huis/plain/stays.rhai", rule("zolder", "grote zolder", "words"));
    folder.write("huis/plain/brings.rhai", rule("kelder", "zolder", "words"));
    folder.write("huis/plain/blank.rhai", rule("schuur", "{plaats}", "words"));
    folder.write("huis/plain/fine.rhai", rule("deur", "poort", "words"));
    folder.write("huis/plain/wider.rhai", rule("deur is", "poort staat", "words"));
    folder.write("weeflint.toml", "packs = [\"huis\"]\nselect = [\"huis\", \"one-sided\"]\n");
    folder.write(
        "zorg.md",
        "# Overeenkomst\n\n1.1 Leverancier opent de zolder van het gebouw op elke werkdag om acht uur.\n\n\
         1.2 Leverancier opent de kelder van het gebouw op elke werkdag om acht uur.\n\n\
         1.3 Leverancier opent de schuur van het gebouw op elke werkdag om acht uur.\n\n\
         1.4 Elke deur is op werkdagen van acht uur tot zes uur voor iedereen open.\n\n\
         1.5 De **kel**der blijft verder dicht, en Leverancier bewaart de sleutel ervan.\n",
    );
    let output = folder.run(&["fix", "zorg.md", "--width", "200", "--messages", "en"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let report = out(&output);
    assert!(left(&report, "would not take the finding away").contains("stays"), "{report}");
    assert!(
        left(&report, "would bring a new finding: huis/plain/stays").contains("brings"),
        "{report}"
    );
    assert!(left(&report, "has blanks").contains("blank"), "{report}");
    assert!(left(&report, "as one stretch").contains("clause 1.5"), "{report}");
    assert!(left(&report, "overlaps a proposal of").contains("huis/plain/"), "{report}");
    assert!(text(&folder, "zorg.md").contains("poort"), "{report}");
    // What was decided is left as it is.
    folder.write("zorg.md", CONTRACT);
    folder.write("weeflint.toml", "");
    let why = ["--reason", "zo besproken"];
    let accept = folder.run(&[&["ledger", "accept", DOUBLED, "zorg.md"][..], &why].concat());
    assert_eq!(code(&accept), 0, "{}", err(&accept));
    let report = out(&folder.run(&["fix", "zorg.md", "--width", "200", "--messages", "en"]));
    assert!(left(&report, "was decided").contains(DOUBLED), "{report}");
    assert!(text(&folder, "zorg.md").contains("de de liften"));
}

#[test]
fn a_whole_sentence_goes_only_where_rights_may_move() {
    let folder = with_pack("whole");
    let proposal = rule("zolder", "Partijen spreken elkaar.", "sentence");
    folder.write("huis/plain/sentence.rhai", proposal);
    folder.write("weeflint.toml", "packs = [\"huis\"]\nselect = [\"huis\"]\n");
    let contract = "# Overeenkomst\n\n1.1 Leverancier houdt de zolder altijd open.\n\n\
                    1.2 Leverancier betaalt 500 euro per dag dat de zolder dicht is.\n";
    folder.write("zorg.md", contract);
    let report = out(&folder.run(&["fix", "zorg.md", "--width", "200", "--messages", "en"]));
    assert!(left(&report, "would replace a whole sentence").contains("sentence"), "{report}");
    assert_eq!(text(&folder, "zorg.md"), contract);
    // An amount is never dropped by a program, however far changes may reach.
    let asked = ["fix", "zorg.md", "--effect", "substance", "--width", "200", "--messages", "en"];
    let report = out(&folder.run(&asked));
    assert!(left(&report, "says more: an amount").contains("1.2"), "{report}");
    assert_eq!(
        text(&folder, "zorg.md"),
        contract.replace("Leverancier houdt de zolder altijd open.", "Partijen spreken elkaar.")
    );
}

#[test]
fn what_is_no_text_is_refused_in_one_line_and_left_alone() {
    let folder = folder("docx");
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let word = std::fs::read(fixtures.join("nl-team/contract.docx")).unwrap_or_default();
    folder.write("team.docx", &word);
    let output = folder.run(&["fix", "team.docx", "zorg.md"]);
    assert_eq!(code(&output), 2);
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    assert!(err(&output).contains("team.docx: only Markdown, text and HTML"), "{}", err(&output));
    assert!(bytes(&folder, "team.docx") == word);
    assert!(!text(&folder, "zorg.md").contains("de de"), "the other file is changed");
    // In a folder it is passed over, and counted.
    let output = folder.run(&["fix", "."]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("1 file(s)"), "{}", err(&output));
}

#[test]
fn lines_stay_as_wide_and_as_far_in_as_they_were() {
    let folder = with_pack("lines");
    folder.write(
        "huis/plain/stiff.rhai",
        rule("alvorens .{0,30}begint", "voordat de monteur met het werk begint", "words"),
    );
    folder.write("weeflint.toml", "packs = [\"huis\"]\nselect = [\"huis\"]\n");
    let text_of = |middle: &str| {
        format!(
            "OVEREENKOMST\r\n\r\n1.1  Leverancier meldt storingen aan de beheerder van het gebouw,\r\n     aan \
             de receptie en aan de wacht, {middle}, en ruimt daarna op.\r\n\r\n1.2  Partijen bespreken dat \
             elk kwartaal samen, en schrijven het op.\r\n"
        )
    };
    folder.write("zorg.txt", text_of("alvorens hij\r\n     begint"));
    let output = folder.run(&["fix", "zorg.txt"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let expected = text_of("voordat de\r\n     monteur met het werk begint");
    assert_eq!(text(&folder, "zorg.txt"), expected, "{}", out(&output));
}

#[test]
fn html_keeps_its_markup_and_standard_input_goes_to_standard_output() {
    let folder = folder("html");
    let page = "<!doctype html><html lang=\"nl\"><body><h1>Overeenkomst</h1>\n<p>Leverancier &amp; zonen onderhoudt \
                <b>alle</b> liften, en de de deuren.</p></body></html>\n";
    folder.write("zorg.html", page);
    let output = folder.run(&["fix", "zorg.html"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(text(&folder, "zorg.html"), page.replace("de de", "de"));
    let mut command = folder.command(&["fix", "-", "--stdin-filename", "zorg.md"]);
    command.stdin(std::fs::File::open(folder.0.join("zorg.md")).unwrap_or_else(|_| unreachable!()));
    let output = command.output().unwrap_or_else(|_| unreachable!());
    assert!(out(&output).starts_with("# Overeenkomst\n\n1.1 Leverancier onderhoudt de liften"));
    assert!(err(&output).contains(DOUBLED), "{}", err(&output));
}

#[test]
fn a_name_with_a_stop_ends_its_sentence_with_one() {
    let folder = with_pack("stop");
    folder.write("huis/plain/stiff.rhai", rule("alvorens", "Dat doet {party}. Dan pas.", "words"));
    folder.write("weeflint.toml", "packs = [\"huis\"]\n");
    folder.write(
        "merel.md",
        "Deze overeenkomst is gesloten tussen Merel Beheer B.V., gevestigd te Ede, en Specht Bouw N.V., gevestigd te Ede.\n\n1. Merel Beheer B.V. ruimt op alvorens zij de hal verlaat.\n",
    );
    let report = out(&folder.run(&["check", "merel.md", "--output-format", "json"]));
    assert!(report.contains("Dat doet Merel Beheer B.V. Dan pas."), "{report}");
}
