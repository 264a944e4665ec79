//! One HTTP request on loopback, as small as it gets: for chromedriver and for looking at the bridge from outside.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use crate::wait::PATIENCE;

/// What came back.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// The header fields, as they came.
    pub fields: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Fetches a path.
pub fn get(port: u16, path: &str) -> Response {
    get_with(port, path, &[])
}

/// Fetches a path with more header fields.
pub fn get_with(port: u16, path: &str, fields: &[(&str, &str)]) -> Response {
    exchange(port, "GET", path, fields, "")
        .unwrap_or_else(|error| panic!("GET {path} on port {port}: {error}"))
}

/// Sends one request and reads the whole answer; `json` is its body.
pub fn request(
    port: u16,
    method: &str,
    path: &str,
    json: Option<&str>,
) -> std::io::Result<Response> {
    exchange(
        port,
        method,
        path,
        &[("Content-Type", "application/json")],
        json.unwrap_or_default(),
    )
}

fn exchange(
    port: u16,
    method: &str,
    path: &str,
    fields: &[(&str, &str)],
    body: &str,
) -> std::io::Result<Response> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    // Loading a page or running a script may take chromedriver as long as anything else.
    stream.set_read_timeout(Some(PATIENCE * 2))?;
    let fields: String = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         {fields}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
    let mut bytes = Vec::new();
    let mut piece = [0; 16 * 1024];
    loop {
        // A server may keep the connection open in spite of `Connection: close`; the length tells the end then.
        if let Some(response) = parse(&bytes, false) {
            return Ok(response);
        }
        match stream.read(&mut piece)? {
            0 => break,
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
    parse(&bytes, true).ok_or_else(|| std::io::Error::other("the answer is not HTTP"))
}

/// Reads an answer that is whole: by its stated length, or because the connection has ended.
fn parse(bytes: &[u8], ended: bool) -> Option<Response> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let fields: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let response = Response {
        status,
        fields,
        body: bytes[end + 4..].to_vec(),
    };
    let length = response
        .field("content-length")
        .and_then(|value| value.parse().ok());
    match length {
        Some(length) => (response.body.len() >= length).then_some(response),
        None => ended.then_some(response),
    }
}
