//! The servers, talked with over pipes as an editor or a client does.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::program::Folder;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A server that is running.
pub struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    headers: bool,
    asked: u64,
}

impl Talk {
    /// Starts `weeflint` with these arguments; messages are framed by headers or by lines.
    pub fn start(folder: &Folder, arguments: &[&str], headers: bool) -> Talk {
        let mut command = folder.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        Talk { child, input, output, headers, asked: 0 }
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("open");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let framed = match self.headers {
            true => format!("Content-Length: {}\r\n\r\n{body}", body.len()),
            false => format!("{body}\n"),
        };
        self.raw(framed.as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a request; what comes in between is passed over.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// The next message that tells `method`.
    pub fn told(&mut self, method: &str) -> Value {
        loop {
            let message = self.receive();
            if message["method"] == method {
                return message["params"].clone();
            }
        }
    }

    pub fn receive(&mut self) -> Value {
        let mut line = String::new();
        if !self.headers {
            assert!(self.output.read_line(&mut line).expect("a line") > 0, "the server left");
            return serde_json::from_str(&line).expect("JSON");
        }
        let mut length = 0;
        loop {
            line.clear();
            assert!(self.output.read_line(&mut line).expect("a header") > 0, "the server left");
            match line.trim().split_once(": ") {
                Some(("Content-Length", it)) => length = it.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a message");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Closes the way in; the exit code, and what was said on standard error.
    pub fn end(mut self) -> (i32, String) {
        drop(self.input.take());
        let status = self.child.wait().expect("an end");
        let mut said = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        (status.code().expect("an exit code"), said)
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // A server that a failed test leaves behind; one that ended can't be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
