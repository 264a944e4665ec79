//! The guard alone, by dialogues: what passes, what must wait, what ends the session, however the octets are cut.

mod chance;
mod edges;
mod tls;

use ehlo_bridge::guard::{Care, Guard, Passed};
use ehlo_bridge::limits::Limits;
use ehlo_protocol::tunnel::Refusal;

use crate::relay::limits;

/// What came out of a dialogue.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    to_server: String,
    to_page: String,
    end: Result<(), Refusal>,
}

/// One side of a session as the relay plays it: octets of the page wait until the guard lets them pass.
struct Player {
    guard: Guard,
    waiting: Vec<u8>,
    to_server: Vec<u8>,
    to_page: Vec<u8>,
}

impl Player {
    fn drain(&mut self) -> Result<(), Refusal> {
        while !self.waiting.is_empty() {
            let Passed { kept, now, rest } = self.guard.from_page(&self.waiting)?;
            let stuck = rest.len() == self.waiting.len();
            self.to_server.extend_from_slice(&kept);
            self.to_server.extend_from_slice(now);
            self.waiting = rest.to_vec();
            if stuck {
                return Ok(());
            }
        }
        Ok(())
    }

    fn hear(&mut self, from_page: bool, part: &[u8]) -> Result<(), Refusal> {
        if from_page {
            self.waiting.extend_from_slice(part);
        } else {
            let Passed { kept, now, rest } = self.guard.from_server(part)?;
            assert_eq!(rest, b"");
            self.to_page.extend_from_slice(&kept);
            self.to_page.extend_from_slice(now);
        }
        self.drain()
    }
}

/// Plays a dialogue in which lines begin with `C:` or `S:`, each cut into parts of `step` octets. A greeting comes first.
fn play(limits: &Limits, care: Care, dialogue: &[(char, &[u8])], step: usize) -> Outcome {
    let mut player = Player {
        guard: Guard::new(false, limits, care),
        waiting: Vec::new(),
        to_server: Vec::new(),
        to_page: Vec::new(),
    };
    player.hear(false, b"220 mx\r\n").unwrap();
    player.to_page.clear();
    let parts = dialogue
        .iter()
        .flat_map(|(side, bytes)| bytes.chunks(step).map(move |part| (*side == 'C', part)));
    let end = parts
        .into_iter()
        .try_for_each(|(from_page, part)| player.hear(from_page, part));
    Outcome {
        to_server: String::from_utf8_lossy(&player.to_server).into_owned(),
        to_page: String::from_utf8_lossy(&player.to_page).into_owned(),
        end,
    }
}

/// The same dialogue by whole writes, octet by octet and in between; all must come to the same end.
fn plays(limits: &Limits, care: Care, dialogue: &[(char, &[u8])]) -> Outcome {
    let whole = play(limits, care, dialogue, usize::MAX);
    for step in [1, 2, 3, 7] {
        let cut = play(limits, care, dialogue, step);
        assert_eq!(cut.end, whole.end, "{care:?} {dialogue:?} by {step}");
        if whole.end.is_ok() {
            assert_eq!(cut, whole, "{care:?} {dialogue:?} by {step}");
        }
    }
    whole
}

const OPEN: &[(char, &[u8])] = &[
    ('C', b"EHLO me.example\r\n"),
    ('S', b"250-mx\r\n250-SIZE\r\n250 PIPELINING\r\n"),
];
const MAIL: &[(char, &[u8])] = &[
    ('C', b"MAIL FROM:<a@b.example>\r\n"),
    ('S', b"250 ok\r\n"),
    ('C', b"RCPT TO:<c@d.example>\r\n"),
    ('S', b"250 ok\r\n"),
];

fn dialogue<'a>(parts: &[&[(char, &'a [u8])]]) -> Vec<(char, &'a [u8])> {
    parts.concat()
}

#[test]
fn a_whole_session_passes_unchanged_whatever_the_care() {
    let session = dialogue(&[
        OPEN,
        MAIL,
        &[
            ('C', b"DATA\r\n"),
            ('S', b"354 go\r\n"),
            (
                'C',
                b"Subject: GET / HTTP/1.1\r\n\r\n..dot\r\nGET / HTTP/1.1\r\n.\r\n",
            ),
            ('S', b"250 ok\r\n"),
            ('C', b"QUIT\r\n"),
            ('S', b"221 bye\r\n"),
        ],
    ]);
    for care in [Care::Sizes, Care::Lines] {
        let outcome = plays(&limits(&[]), care, &session);
        let said = |side| {
            let bytes = session.iter().filter(|(who, _)| *who == side);
            bytes
                .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
                .collect::<String>()
        };
        assert_eq!(outcome.end, Ok(()), "{care:?}");
        assert_eq!(outcome.to_server, said('C'), "{care:?}");
        assert_eq!(outcome.to_page, said('S'), "{care:?}");
    }
}

#[test]
fn in_probe_only_what_asks_passes_and_a_mail_leaves_nothing_on_the_wire() {
    for (line, passes) in [
        ("EHLO me.example", true),
        ("HELO me.example", true),
        ("NOOP", true),
        ("HELP", true),
        ("RSET", true),
        ("STARTTLS", true),
        ("QUIT", true),
        ("quit", true),
        ("MAIL FROM:<a@b.example>", false),
        ("mail from:<a@b.example>", false),
        ("RCPT TO:<a@b.example>", false),
        ("DATA", false),
        ("BDAT 5 LAST", false),
        ("AUTH PLAIN", false),
        ("VRFY ann", false),
        ("EXPN list", false),
        ("ETRN b.example", false),
        ("TURN", false),
        ("XCLIENT NAME=x", false),
        ("LHLO me", false),
        ("GET / HTTP/1.1", false),
        ("Host: mx", false),
        ("FOO", false),
        ("", false),
    ] {
        let text = format!("{line}\r\n");
        let outcome = plays(
            &limits(&[]),
            Care::Probe,
            &dialogue(&[OPEN, &[('C', text.as_bytes())]]),
        );
        let sent = outcome.to_server.strip_prefix("EHLO me.example\r\n");
        if passes {
            assert_eq!((outcome.end, sent), (Ok(()), Some(text.as_str())));
        } else {
            let refused = Err(Refusal::CommandNotAllowed);
            assert_eq!((outcome.end, sent), (refused, Some("")), "{line}");
        }
    }
    // Not a letter of it, nor of what stood before it in the same write.
    let half = play(
        &limits(&[]),
        Care::Probe,
        &[('C', b"NOOP\r\nMAIL FROM:<")],
        usize::MAX,
    );
    assert_eq!((half.end, half.to_server.as_str()), (Ok(()), "NOOP\r\n"));
}

#[test]
fn a_line_that_the_parser_rejects_passes_at_ones_own_servers_only() {
    for line in [
        &b"MAIL FROM <a@b.example>\r\n"[..],
        b"MAIL FROM:<a@b.example\r\n",
        b"NOOP\n",
        b"NOOP\rMAIL FROM:<a@b.example>\r\n",
        b"NOOP \0\r\n",
        b"NOOP \x1b[31m\r\n",
        b"NOOP \x7f\r\n",
        b"RCPT TO:<a..b@c.example>\r\n",
        b"MAIL FROM:<a@b.example> SIZE=x\r\n",
        b"HELLO me\r\n",
        b"Subject: hi\r\n",
        b"\r\n",
    ] {
        let said = dialogue(&[OPEN, &[('C', line)]]);
        let free = plays(&limits(&[]), Care::Sizes, &said);
        assert_eq!(free.end, Ok(()), "{:?}", String::from_utf8_lossy(line));
        assert!(
            free.to_server
                .ends_with(&String::from_utf8_lossy(line).into_owned())
        );
        let judged = plays(&limits(&[]), Care::Lines, &said);
        assert_eq!(
            judged.end,
            Err(Refusal::CommandNotAllowed),
            "{:?}",
            String::from_utf8_lossy(line)
        );
        assert_eq!(judged.to_server, "EHLO me.example\r\n");
    }
}

#[test]
fn other_protocols_never_pass() {
    for care in [Care::Sizes, Care::Lines, Care::Probe] {
        for line in [
            &b"GET / HTTP/1.1\r\n"[..],
            b"POST /mail HTTP/1.0\r\n",
            b"CONNECT a:25 HTTP/1.1\r\n",
            b"PRI * HTTP/2.0\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\r\n",
        ] {
            for step in [usize::MAX, 1] {
                let outcome = play(&limits(&[]), care, &[('C', line)], step);
                // A record that comes octet by octet is known at the end of what looks like a line.
                let refused = Err(Refusal::CommandNotAllowed);
                assert_eq!((outcome.end, outcome.to_server.as_str()), (refused, ""));
            }
        }
    }
}

#[test]
fn what_follows_data_and_sign_in_waits_where_the_session_is_followed() {
    let early: &[(char, &[u8])] = &[('C', b"DATA\r\nSubject: x\r\n\r\nhi\r\n.\r\nQUIT\r\n")];
    let said = dialogue(&[OPEN, MAIL, early]);
    let held = plays(&limits(&[]), Care::Lines, &said);
    assert!(held.to_server.ends_with("DATA\r\n"), "{}", held.to_server);
    let all = dialogue(&[&said, &[('S', b"354 go\r\n")]]);
    let outcome = plays(&limits(&[]), Care::Lines, &all);
    assert!(outcome.to_server.ends_with("hi\r\n.\r\nQUIT\r\n"));
    // Refused: now they are commands, and no good ones.
    let all = dialogue(&[&said, &[('S', b"554 no\r\n")]]);
    let outcome = plays(&limits(&[]), Care::Lines, &all);
    assert_eq!(outcome.end, Err(Refusal::CommandNotAllowed));
    assert!(outcome.to_server.ends_with("DATA\r\n"));
    // At one's own server it passes, and the guard reads on rightly behind it.
    for reply in [&b"354 go\r\n250 ok\r\n221 bye\r\n"[..], b"554 no\r\n"] {
        let all = dialogue(&[
            &said,
            &[('S', reply), ('C', b"STARTTLS\r\n"), ('S', b"220 go\r\n")],
        ]);
        let end = plays(&limits(&[]), Care::Sizes, &all).end;
        assert_eq!(end, Ok(()));
        let plain = dialogue(&[&all, &[('C', b"EHLO me\r\n")]]);
        assert_eq!(
            plays(&limits(&[]), Care::Sizes, &plain).end,
            Err(Refusal::TlsExpected)
        );
    }
    let response = format!("{}\r\n", "eA==".repeat(3000));
    let exchange: &[(char, &[u8])] = &[
        ('C', b"AUTH PLAIN\r\n"),
        ('S', b"334 \r\n"),
        ('C', response.as_bytes()),
        ('S', b"535 no\r\n"),
        ('C', b"QUIT\r\n"),
    ];
    for care in [Care::Sizes, Care::Lines] {
        let outcome = plays(&limits(&[]), care, &dialogue(&[OPEN, exchange]));
        assert_eq!(outcome.end, Ok(()), "{care:?}");
    }
}

/// The twelve ends of data that some servers take and others do not.
pub(crate) const SMUGGLED: [&str; 12] = [
    "\n.\n",
    "\n.\r\n",
    "\r.\r",
    "\r.\r\n",
    "\r\n.\n",
    "\r\n.\r",
    "\r\n.\r\r\n",
    "\r\r\n.\r\r\n",
    "\n\n.\r\n",
    "\r\n\0.\r\n",
    "\r\n.\0\r\n",
    "\r\n. \r\n",
];

#[test]
fn no_disguised_end_of_data_is_followed_by_a_command() {
    for sequence in SMUGGLED {
        let body = format!("Subject: x\r\n\r\nhi{sequence}MAIL FROM:<evil@b.example>\r\n");
        let data: &[(char, &[u8])] = &[
            ('C', b"DATA\r\n"),
            ('S', b"354 go\r\n"),
            ('C', body.as_bytes()),
        ];
        let outcome = plays(&limits(&[]), Care::Lines, &dialogue(&[OPEN, MAIL, data]));
        assert_eq!(outcome.end, Err(Refusal::CommandNotAllowed), "{sequence:?}");
    }
}
