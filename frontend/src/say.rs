//! Lines in a link: what somebody said, for another to say it again.
//!
//! They stand in the fragment of the page's address, behind `say=`, one after the other, as `%0A` ends them. The page puts
//! them into its command line, where they wait: a link never acts. No secret gets into one, as signing in is left out.

use ehlo_protocol::command::Command;
use ehlo_protocol::transcript::{Speech, Transcript};
use ehlo_protocol::verb::Verb;
use js_sys::{decode_uri_component, encode_uri_component};

use crate::link::value_in;

/// How the lines begin in the fragment.
const NAME: &str = "say=";

/// Longest text that is taken from a link, in octets: many mails' worth, and no tab's trouble.
const MAX_SAID: usize = 64 * 1024;

/// The lines that the page's address names.
pub(crate) fn lines() -> Option<String> {
    let fragment = web_sys::window()?.location().hash().ok()?;
    let written = value_in(&fragment, NAME)?.replace('+', " ");
    let said = decode_uri_component(&written).ok()?.as_string()?;
    (said.len() <= MAX_SAID).then_some(said)
}

/// A link to this page that has what was said ready to be said again.
pub(crate) fn link(transcript: &Transcript) -> String {
    let location = web_sys::window().map(|window| window.location());
    let page = location
        .and_then(|location| Some([location.origin().ok()?, location.pathname().ok()?].concat()));
    let written = String::from(encode_uri_component(&said(transcript)));
    // What a fragment may hold as it is, for the eyes of whoever reads the link.
    let written = written
        .replace("%20", "+")
        .replace("%3A", ":")
        .replace("%40", "@");
    [&page.unwrap_or_default(), "#", NAME, &written].concat()
}

/// What the client said, but for how it signed in.
fn said(transcript: &Transcript) -> String {
    let mut lines = Vec::new();
    let mut signs_in = false;
    for entry in transcript.entries() {
        match &entry.speech {
            Speech::Command(line) => {
                signs_in |= Command::read(&line.bytes).verb == Verb::Auth;
                if !signs_in && entry.secret.is_none() {
                    lines.push(String::from_utf8_lossy(&line.bytes).into_owned());
                }
            }
            Speech::Content(bytes) => {
                let content = String::from_utf8_lossy(bytes);
                lines.extend(content.lines().map(str::to_owned));
            }
            Speech::EndOfData => lines.push(".".to_owned()),
            Speech::Reply { reply, .. } => signs_in &= reply.code() == Some(334),
            Speech::Note(_) => {}
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::client::{Client, Stuffing};
    use ehlo_protocol::diagnostic::Profile;
    use ehlo_protocol::session::Mode;

    use super::*;

    #[test]
    fn what_was_said_is_said_again_without_the_sign_in() {
        let mut client = Client::new(Mode::Smtp, Profile::Strict);
        client.connected(0);
        client.receive(b"220 mx.example.com\r\n", 0);
        for (line, reply) in [
            (
                "EHLO a.example",
                "250-mx.example.com\r\n250 AUTH LOGIN PLAIN",
            ),
            ("AUTH PLAIN AGFubgBzZWNyZXQ=", "535 no"),
            ("AUTH LOGIN", "334 VXNlcm5hbWU6"),
            ("YW5u", "334 UGFzc3dvcmQ6"),
            ("*", "501 stopped"),
            ("MAIL FROM:<>", "250 ok"),
            ("RCPT TO:<bob@example.com>", "250 ok"),
            ("DATA", "354 go on"),
        ] {
            client.send_line(line.as_bytes(), 0);
            client.receive([reply, "\r\n"].concat().as_bytes(), 0);
        }
        client.send_content(b"Subject: x\n\n.dot\n", Stuffing::Apply, 0);
        client.end_data(0);
        client.receive(b"250 ok\r\n", 0);
        client.send_line(b"QUIT", 0);
        assert_eq!(
            said(client.transcript()),
            "EHLO a.example\nMAIL FROM:<>\nRCPT TO:<bob@example.com>\nDATA\nSubject: x\n\n..dot\n.\nQUIT"
        );
    }
}
