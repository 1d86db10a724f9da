//! The server of the Model Context Protocol, as a client talks with it.

use super::program::Folder;
use super::talk::Talk;
use serde_json::{Value, json};

const CONTRACT: &str = "\
# Overeenkomst

1.1 Leverancier onderhoudt de liften in het stadhuis en houdt daarvan een logboek bij.

1.2 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen, ook wanneer dat Leverancier geld kost.
";

const ALONE: &str = "one-sided/sole-discretion";

fn start(folder: &Folder) -> Talk {
    folder.write("deal/zorg.md", CONTRACT);
    let mut talk = Talk::start(folder, &["mcp"], false);
    let asked = json!({ "protocolVersion": "2024-11-05", "capabilities": {} });
    let answer = talk.ask("initialize", asked)["result"].clone();
    assert_eq!(answer["protocolVersion"], "2024-11-05");
    assert_eq!(answer["serverInfo"]["name"], "weeflint");
    talk.tell("notifications/initialized", json!({}));
    talk
}

fn call(talk: &mut Talk, name: &str, arguments: Value) -> Value {
    talk.ask("tools/call", json!({ "name": name, "arguments": arguments }))["result"].clone()
}

fn text(result: &Value) -> &str {
    result["content"][0]["text"].as_str().unwrap_or_default()
}

#[test]
fn every_tool_is_listed_and_answers_in_text_and_data() {
    let folder = Folder::new("mcp-tools");
    let mut talk = start(&folder);
    let tools = talk.ask("tools/list", json!({}))["result"]["tools"].clone();
    let names: Vec<&str> =
        tools.as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["check", "read", "questions", "explain", "rules"]);
    for tool in tools.as_array().into_iter().flatten() {
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        assert!(tool["description"].as_str().is_some_and(|it| it.len() > 20));
    }

    let path = folder.0.join("deal/zorg.md").display().to_string();
    let checked = call(&mut talk, "check", json!({ "path": path }));
    assert_eq!(checked["isError"], false);
    assert!(text(&checked).contains("eigen inzicht"), "{}", text(&checked));
    let findings = &checked["structuredContent"]["documents"][0]["findings"];
    let rules: Vec<&str> =
        findings.as_array().into_iter().flatten().filter_map(|it| it["rule"].as_str()).collect();
    assert!(rules.contains(&ALONE), "{rules:?}");
    let given = call(&mut talk, "check", json!({ "text": CONTRACT, "language": "en" }));
    assert!(text(&given).contains("contract.md"), "{}", text(&given));

    let read = call(&mut talk, "read", json!({ "text": CONTRACT }));
    assert!(text(&read).contains("logboek"));
    assert_eq!(read["structuredContent"]["clauses"][0]["number"], "1.1");
    let asked = call(&mut talk, "questions", json!({ "path": path }));
    assert!(text(&asked).contains('?'));
    let page = call(&mut talk, "explain", json!({ "rule": "sole-discretion" }));
    assert_eq!(page["structuredContent"]["id"], ALONE);
    assert!(text(&page).contains(ALONE));
    let listed = call(&mut talk, "rules", json!({ "group": "one-sided" }));
    let all = listed["structuredContent"]["rules"].as_array().map_or(0, Vec::len);
    assert_eq!(text(&listed).lines().count(), all);
    assert!(all > 5);
    assert_eq!(talk.end(), (0, String::new()));
}

#[test]
fn what_can_not_be_done_is_one_line_and_the_conversation_goes_on() {
    let folder = Folder::new("mcp-wrong");
    let mut talk = start(&folder);
    folder.write("plaatje.docx", b"\x89PNG\r\n\x1a\n\0\0");
    let wrong = [
        ("check", json!({}), "'path'"),
        ("check", json!({ "path": "deal/zorg.md", "text": CONTRACT }), "'path'"),
        ("check", json!({ "path": "deal/zorgg.md" }), "did you mean 'deal/zorg.md'"),
        ("check", json!({ "path": "deal" }), "folder"),
        ("check", json!({ "path": "plaatje.docx" }), "picture"),
        ("check", json!({ "text": "" }), "empty"),
        ("check", json!({ "text": 7 }), "must be text"),
        ("read", json!({ "text": CONTRACT, "language": "de" }), "nl, en"),
        ("explain", json!({ "rule": "sole-discretoin" }), "did you mean"),
        ("explain", json!(null), "'rule' is missing"),
        ("rules", json!({ "group": "nergens" }), "nergens"),
    ];
    for (tool, arguments, part) in wrong {
        let result = call(&mut talk, tool, arguments);
        assert_eq!(result["isError"], true, "{tool} {result}");
        let line = text(&result);
        assert!(line.contains(part) && line.lines().count() == 1, "{tool}: {line}");
    }
    let unknown = talk.ask("tools/call", json!({ "name": "sign" }));
    assert_eq!(unknown["error"]["code"], -32602);
    assert_eq!(talk.ask("resources/list", json!({}))["error"]["code"], -32601);
    talk.raw(b"{oops\n");
    assert_eq!(talk.receive()["error"]["code"], -32700);
    talk.send(&json!({ "id": 9 }));
    assert_eq!(talk.receive()["error"]["code"], -32600);
    let ping = json!({ "jsonrpc": "2.0", "id": "a", "method": "ping" });
    talk.send(&json!([ping, { "jsonrpc": "2.0", "method": "notifications/cancelled" }]));
    assert_eq!(talk.receive(), json!([{ "jsonrpc": "2.0", "id": "a", "result": {} }]));
    // Settings of the contract's own folder hold, and what stays inside stays inside.
    folder.write("deal/weeflint.toml", "redact = true\nignore = [\"one-sided\"]\n");
    let closed = call(&mut talk, "check", json!({ "path": "deal/zorg.md" }));
    let all = closed.to_string();
    assert!(!all.contains("stadhuis") && !all.contains(ALONE), "{all}");
    assert_eq!(call(&mut talk, "read", json!({ "path": "deal/zorg.md" }))["isError"], true);
    assert_eq!(talk.end(), (0, String::new()));
}
