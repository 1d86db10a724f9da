//! JSON-RPC 2.0 over standard input and output: framed by headers for an editor, by lines for MCP.
//!
//! Whatever comes in, a message or a reason why it is none goes on; nothing that came in is shown
//! anywhere else.

use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};

/// The longest message that is taken in.
const LONGEST: u64 = 256 << 20;
/// The longest line of a header.
const HEADER: u64 = 8 << 10;

/// What marks where a message ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// `Content-Length: n`, an empty line, n bytes.
    Headers,
    /// A line.
    Lines,
}

/// Something that came in.
#[derive(Debug, PartialEq)]
pub(super) enum Received {
    /// A message.
    Message(Value),
    /// Bytes that are no message.
    Broken,
    /// Nothing more comes.
    End,
}

/// Makes a defect of ours say its place on standard error, and nothing else: what it usually says may
/// hold words of a contract.
pub(super) fn hush_defects() {
    std::panic::set_hook(Box::new(|it| {
        let place =
            it.location().map_or(String::new(), |it| format!(" {}:{}", it.file(), it.line()));
        super::output::complain(&format!("something went wrong at{place}"));
    }));
}

/// What is wrong with a request: the code of JSON-RPC and a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: i32,
    pub(super) line: String,
}

/// It is no JSON.
pub(super) const PARSE: i32 = -32700;
/// It is no request, or not now.
pub(super) const INVALID: i32 = -32600;
/// There is no such method.
pub(super) const NO_METHOD: i32 = -32601;
/// The parameters don't fit.
pub(super) const PARAMETERS: i32 = -32602;
/// The server was not initialized yet.
pub(super) const TOO_EARLY: i32 = -32002;

impl Wrong {
    pub(super) fn new(code: i32, line: impl Into<String>) -> Wrong {
        Wrong { code, line: line.into() }
    }
}

/// The next message of `input`.
pub(super) fn receive(input: &mut impl BufRead, framing: Framing) -> Received {
    let body = match framing {
        Framing::Headers => match length(input) {
            Ok(Some(length)) => {
                let mut body = Vec::new();
                match input.take(length).read_to_end(&mut body) {
                    Ok(read) if read as u64 == length => body,
                    _ => return Received::End,
                }
            }
            Ok(None) => return Received::Broken,
            Err(_) => return Received::End,
        },
        Framing::Lines => {
            let mut line = Vec::new();
            match input.take(LONGEST).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return Received::End,
                // Empty lines between messages are nobody's mistake.
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {
                    return receive(input, framing);
                }
                Ok(_) => line,
            }
        }
    };
    serde_json::from_slice(&body).map_or(Received::Broken, Received::Message)
}

/// The length that the headers say; none where they say none that can be.
fn length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.take(HEADER).read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok().filter(|it| *it <= LONGEST);
        }
    }
}

/// Sends `message`.
///
/// # Errors
/// When nobody reads any more.
pub(super) fn send(output: &mut impl Write, framing: Framing, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    match framing {
        Framing::Headers => write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?,
        Framing::Lines => writeln!(output, "{body}")?,
    }
    output.flush()
}

/// The answer to the request called `id`.
pub(super) fn answer(id: &Value, result: Result<Value, Wrong>) -> Value {
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Wrong { code, line }) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": line } })
        }
    }
}

/// A message that wants no answer.
pub(super) fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], framing: Framing) -> Vec<Received> {
        let mut input = bytes;
        let mut all = Vec::new();
        loop {
            match receive(&mut input, framing) {
                Received::End => return all,
                it => all.push(it),
            }
        }
    }

    #[test]
    fn messages_come_whole_and_broken_ones_do_not_stop_the_next() {
        let mut sent = Vec::new();
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "één" });
        send(&mut sent, Framing::Headers, &message).expect("memory");
        let stream = [
            b"Content-Type: x\r\n\r\n".as_slice(),
            b"content-length: 5\r\n\r\n{\"a\":",
            b"Content-Length: 999999999999999999999\r\n\r\n",
            &sent,
            b"Content-Length: 40\r\n\r\n{\"cut\"",
        ]
        .concat();
        let broken = || Received::Broken;
        let expected = [broken(), broken(), broken(), Received::Message(message.clone())];
        assert_eq!(all(&stream, Framing::Headers), expected);
        assert_eq!(all(b"\xff\xfe\0\0 no header at all", Framing::Headers), []);

        let mut sent = b"\n{oops\n\xff\n".to_vec();
        send(&mut sent, Framing::Lines, &message).expect("memory");
        let expected = [broken(), broken(), Received::Message(message)];
        assert_eq!(all(&sent, Framing::Lines), expected);
    }
}
