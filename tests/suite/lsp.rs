//! The language server, as an editor talks with it.

use super::program::Folder;
use super::talk::Talk;
use serde_json::{Value, json};

const CONTRACT: &str = "\
# Overeenkomst

1.1 Leverancier onderhoudt de de liften 😀 en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.
";

const DOUBLED: &str = "drafting/doubled-word";
const ALONE: &str = "one-sided/sole-discretion";

fn start(folder: &Folder) -> Talk {
    let mut talk = Talk::start(folder, &["lsp"], true);
    let answer = talk.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    talk.tell("initialized", json!({}));
    talk
}

fn uri(folder: &Folder, name: &str) -> String {
    format!("file://{}/{name}", folder.0.display())
}

fn open(talk: &mut Talk, uri: &str, text: &str) -> Vec<Value> {
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    talk.tell("textDocument/didOpen", json!({ "textDocument": document }));
    found(talk, uri)
}

fn found(talk: &mut Talk, uri: &str) -> Vec<Value> {
    let told = talk.told("textDocument/publishDiagnostics");
    assert_eq!(told["uri"], uri);
    told["diagnostics"].as_array().cloned().unwrap_or_default()
}

fn of<'a>(found: &'a [Value], rule: &str) -> Option<&'a Value> {
    found.iter().find(|it| it["code"] == rule)
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

#[test]
fn a_contract_is_opened_explained_mended_and_closed() {
    let folder = Folder::new("lsp-round");
    let mut talk = start(&folder);
    let uri = uri(&folder, "zorg.md");
    let first = open(&mut talk, &uri, CONTRACT);
    let alone = of(&first, ALONE).cloned().unwrap_or_default();
    assert_eq!(
        (&alone["severity"], &alone["source"]),
        (&json!(1), &json!("weeflint")),
        "{first:?}"
    );
    assert!(alone["message"].as_str().is_some_and(|it| !it.is_empty()));
    let words = CONTRACT.lines().nth(4).and_then(|it| it.find("naar eigen inzicht"));
    assert_eq!(alone["range"]["start"], json!({ "line": 4, "character": words }));

    let at = json!({ "textDocument": { "uri": uri }, "position": alone["range"]["start"] });
    let hover = talk.ask("textDocument/hover", at)["result"].clone();
    let page = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(page.contains(ALONE) && page.contains("?"), "{page}");
    let nowhere =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 1, "character": 0 } });
    assert_eq!(talk.ask("textDocument/hover", nowhere)["result"], Value::Null);

    let doubled = of(&first, DOUBLED).cloned().unwrap_or_default();
    let asked = json!({
        "textDocument": { "uri": uri },
        "range": doubled["range"],
        "context": { "diagnostics": [doubled] },
    });
    let actions = talk.ask("textDocument/codeAction", asked)["result"].clone();
    let action = &actions[0];
    assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert!(action["title"].as_str().is_some_and(|it| it.contains("spelling")), "{action}");
    let edit = &action["edit"]["changes"][&uri][0];
    assert_eq!(edit["newText"], "de");

    // The edit as the editor makes it, then a change of the clause beside it.
    let changes = json!([
        { "range": edit["range"], "text": edit["newText"] },
        { "range": range(4, 34, 52), "text": "in overleg met Leverancier" },
    ]);
    let version = json!({ "uri": uri, "version": 2 });
    talk.tell(
        "textDocument/didChange",
        json!({ "textDocument": version, "contentChanges": changes }),
    );
    let second = found(&mut talk, &uri);
    assert!(of(&second, DOUBLED).is_none() && of(&second, ALONE).is_none(), "{second:?}");

    let whole = json!([{ "text": CONTRACT }]);
    talk.tell(
        "textDocument/didChange",
        json!({ "textDocument": version, "contentChanges": whole }),
    );
    assert_eq!(found(&mut talk, &uri).len(), first.len());
    talk.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(found(&mut talk, &uri), Vec::<Value>::new());
    assert_eq!(talk.ask("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(talk.ask("textDocument/hover", json!({}))["error"]["code"], -32600);
    talk.tell("exit", Value::Null);
    let (code, said) = talk.end();
    assert_eq!((code, said.as_str()), (0, ""), "nothing of a contract is logged");
}

#[test]
fn a_letter_of_two_units_moves_what_stands_behind_it() {
    let folder = Folder::new("lsp-units");
    let mut talk = Talk::start(&folder, &["lsp", "--messages", "en"], true);
    let encodings = json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } });
    let answer = talk.ask("initialize", json!({ "capabilities": encodings }));
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-8");
    let text =
        "# Overeenkomst\n\n1.1 Leverancier 😀 onderhoudt de de liften in het stadhuis elk jaar.\n";
    let uri = uri(&folder, "zorg.md");
    let first = open(&mut talk, &uri, text);
    let line = text.lines().nth(2).unwrap_or_default();
    let bytes = line.find("de de");
    let doubled = of(&first, DOUBLED).cloned().unwrap_or_default();
    assert_eq!(doubled["range"]["start"]["character"], json!(bytes), "{first:?}");
    let mut wide = start(&folder);
    let units = bytes.and_then(|it| line.get(..it)).map(|it| it.encode_utf16().count());
    let first = open(&mut wide, &uri, text);
    let doubled = of(&first, DOUBLED).cloned().unwrap_or_default();
    assert_eq!(doubled["range"]["start"]["character"], json!(units));
}

#[test]
fn settings_packs_and_decisions_of_the_folder_hold() {
    let folder = Folder::new("lsp-settings");
    folder.write("deal/zorg.md", CONTRACT);
    folder.write("deal/weeflint.toml", "ignore = [\"one-sided\"]\nmessages = \"en\"\n");
    let mut talk = start(&folder);
    let uri = uri(&folder, "deal/zorg.md");
    let first = open(&mut talk, &uri, CONTRACT);
    assert!(of(&first, ALONE).is_none() && of(&first, DOUBLED).is_some(), "{first:?}");
    // A decision is taken, and holds from the next time that the contract is saved.
    let mut accept =
        folder.command(&["ledger", "accept", DOUBLED, "zorg.md", "--reason", "zo bedoeld"]);
    assert!(accept.current_dir(folder.0.join("deal")).status().is_ok_and(|it| it.success()));
    talk.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    let second = found(&mut talk, &uri);
    assert!(of(&second, DOUBLED).is_none(), "{second:?}");
    // Settings that can't be are told, and the server goes on.
    folder.write("deal/weeflint.toml", "ignroe = []\n");
    talk.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    let told = talk.told("window/showMessage");
    assert!(told["message"].as_str().is_some_and(|it| it.contains("ignore")), "{told}");
    assert!(found(&mut talk, &uri).is_empty());
    folder.write("deal/weeflint.toml", "");
    talk.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(of(&found(&mut talk, &uri), ALONE).is_some());
}

#[test]
fn what_makes_no_sense_is_answered_and_ends_nothing() {
    let folder = Folder::new("lsp-odd");
    let mut talk = Talk::start(&folder, &["lsp"], true);
    assert_eq!(talk.ask("textDocument/hover", json!({}))["error"]["code"], -32002);
    talk.ask("initialize", json!({ "capabilities": 7 }));
    talk.raw(b"Content-Length: 9\r\n\r\n{\"broken\"");
    assert_eq!(talk.receive()["error"]["code"], -32700);
    talk.raw(b"No-Length: 1\r\n\r\n");
    assert_eq!(talk.receive()["error"]["code"], -32700);
    talk.send(&json!([1, "two", null]));
    talk.send(&json!({ "id": 3, "result": {} }));
    assert_eq!(talk.ask("workspace/symbol", json!({}))["error"]["code"], -32601);
    for odd in
        [json!(null), json!({ "textDocument": 1 }), json!({ "textDocument": { "uri": "x" } })]
    {
        for method in ["didOpen", "didChange", "didSave", "didClose"] {
            talk.tell(&format!("textDocument/{method}"), odd.clone());
        }
        assert_eq!(talk.ask("textDocument/hover", odd.clone())["result"], Value::Null);
        talk.ask("textDocument/codeAction", odd);
    }
    let uri = uri(&folder, "zorg.md");
    open(&mut talk, &uri, "");
    let far =
        json!({ "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } });
    let changes = json!([
        { "range": far, "text": "é" },
        { "range": { "start": 1 }, "text": "x" },
        { "text": 5 },
        { "range": range(0, 1, 1), "text": "Opdrachtgever kan de opdracht naar eigen inzicht wijzigen." },
    ]);
    let document = json!({ "uri": uri, "version": "two" });
    talk.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": changes }),
    );
    assert!(of(&found(&mut talk, &uri), ALONE).is_some());
    // An editor that is gone ends the run, and that is not as it should.
    assert_eq!(talk.end(), (1, String::new()));
}
