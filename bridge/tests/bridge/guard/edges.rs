//! Every limit of the guard at its edges.

use ehlo_bridge::guard::Care;
use ehlo_protocol::tunnel::Refusal;

use super::{MAIL, OPEN, dialogue, play, plays};
use crate::relay::limits;
use crate::support::lines;

#[test]
fn sizes_hold_at_their_edges() {
    let noop = |length: usize| format!("NOOP {}\r\n", "x".repeat(length - 7));
    let auth = |length: usize| format!("AUTH XOAUTH2 {}\r\n", "x".repeat(length - 15));
    let long = Err(Refusal::LineTooLong);
    for (care, line, end) in [
        (Care::Sizes, noop(511), Ok(())),
        (Care::Sizes, noop(2047), Ok(())),
        (Care::Sizes, noop(2048), Ok(())),
        (Care::Sizes, noop(2049), long),
        (Care::Sizes, auth(12_289), Ok(())),
        (Care::Sizes, auth(12_290), Ok(())),
        (Care::Sizes, auth(12_291), long),
        (Care::Sizes, "x".repeat(2048), Ok(())),
        (Care::Sizes, "x".repeat(2049), long),
        (Care::Lines, noop(511), Ok(())),
        (Care::Lines, noop(512), Ok(())),
        (Care::Lines, noop(513), long),
        (Care::Probe, noop(512), Ok(())),
        (Care::Probe, noop(513), long),
    ] {
        for step in [usize::MAX, 100, 1] {
            let said = dialogue(&[OPEN, &[('C', line.as_bytes())]]);
            let outcome = play(&limits(&[]), care, &said, step);
            assert_eq!(outcome.end, end, "{care:?} {} by {step}", line.len());
        }
    }
}

#[test]
fn recipients_are_counted_in_each_message() {
    let rcpt: Vec<u8> = b"RCPT TO:<c@d.example>\r\n".to_vec();
    for care in [Care::Sizes, Care::Lines] {
        for (count, end) in [
            (99, Ok(())),
            (100, Ok(())),
            (101, Err(Refusal::TooManyRecipients)),
        ] {
            let all = rcpt.repeat(count);
            let said = dialogue(&[OPEN, &[('C', b"MAIL FROM:<a@b.example>\r\n"), ('C', &all)]]);
            assert_eq!(play(&limits(&[]), care, &said, usize::MAX).end, end);
            // RSET begins anew.
            let half = rcpt.repeat(60);
            let said: &[(char, &[u8])] = &[('C', &half), ('C', b"RSET\r\n"), ('C', &half)];
            let wide = limits(&[("pending-commands", 500)]);
            assert_eq!(play(&wide, care, said, usize::MAX).end, Ok(()), "{care:?}");
        }
    }
}

#[test]
fn messages_are_as_long_as_they_may_be() {
    let limits = limits(&[("message", 100)]);
    for care in [Care::Sizes, Care::Lines] {
        for (length, end) in [(99, Ok(())), (100, Ok(())), (101, Err(Refusal::ByteLimit))] {
            let body = [lines(length), b".\r\n".to_vec()].concat();
            let data: &[(char, &[u8])] = &[('C', b"DATA\r\n"), ('S', b"354 go\r\n"), ('C', &body)];
            let said = dialogue(&[OPEN, MAIL, data]);
            for step in [usize::MAX, 1] {
                let outcome = play(&limits, care, &said, step);
                assert_eq!(outcome.end, end, "{care:?} DATA {length} by {step}");
            }
            // Two chunks of one message count together.
            let chunks = format!("BDAT 40\r\n{}BDAT {} LAST\r\n", "x".repeat(40), length - 40);
            let said = dialogue(&[OPEN, MAIL, &[('C', chunks.as_bytes())]]);
            let outcome = play(&limits, care, &said, usize::MAX);
            assert_eq!(outcome.end, end, "{care:?} BDAT {length}");
        }
    }
}

#[test]
fn pipelining_has_its_bound_where_the_session_is_followed() {
    let limits = limits(&[("pending-commands", 3)]);
    for (count, passed) in [(2, 2), (3, 3), (4, 3)] {
        let said = b"NOOP\r\n".repeat(count);
        let outcome = plays(&limits, Care::Lines, &[('C', &said)]);
        let expected = "NOOP\r\n".repeat(passed);
        assert_eq!((outcome.end, outcome.to_server), (Ok(()), expected));
    }
    let said = b"NOOP\r\n".repeat(4);
    let answered: &[(char, &[u8])] = &[('C', &said), ('S', b"250 a\r\n250 b\r\n250 c\r\n")];
    assert_eq!(
        plays(&limits, Care::Lines, answered).to_server,
        "NOOP\r\n".repeat(4)
    );
}
