//! Lines that give another protocol away: a web page can have a browser send a request anywhere (SECURITY.md T7).

/// `VERB SP target SP HTTP/x` (RFC 9112 §3).
pub(crate) fn is_request_line(line: &[u8]) -> bool {
    line.split(|byte| *byte == b' ')
        .skip(1)
        .any(|word| word.starts_with(b"HTTP/"))
}

/// `Name: value`. A command's colon stands after a space, as in `MAIL FROM:`.
pub(crate) fn is_header_line(line: &[u8]) -> bool {
    let name = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    name > 0 && line.get(name) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_headers_are_told_from_commands() {
        for (line, request, header) in [
            ("GET / HTTP/1.1", true, false),
            ("POST /x HTTP/1.0\r", true, false),
            ("PRI * HTTP/2.0", true, false),
            ("EHLO x HTTP/1.1", true, false),
            ("Host: 127.0.0.1", false, true),
            ("Content-Type:x", false, true),
            ("EHLO HTTP.example", false, false),
            ("HTTP/1.1", false, false),
            ("MAIL FROM:<a@b.example>", false, false),
            ("RCPT TO:<a@b.example>", false, false),
            (": x", false, false),
            ("", false, false),
        ] {
            assert_eq!(is_request_line(line.as_bytes()), request, "{line}");
            assert_eq!(is_header_line(line.as_bytes()), header, "{line}");
        }
    }
}
