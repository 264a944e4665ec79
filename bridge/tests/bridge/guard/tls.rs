//! STARTTLS under the eyes of the guard.

use ehlo_bridge::guard::Care;
use ehlo_bridge::limits::Limits;
use ehlo_protocol::tunnel::Refusal;

use super::{OPEN, dialogue, play, plays};
use crate::relay::limits;

#[test]
fn behind_the_220_to_starttls_both_sides_speak_tls() {
    let hello: &[u8] = &[22, 3, 1, 0, 3, 1, 2, 3];
    let asked: &[(char, &[u8])] = &[('C', b"STARTTLS\r\n"), ('S', b"220 go\r\n")];
    let tls = Err(Refusal::TlsExpected);
    for care in [Care::Sizes, Care::Lines, Care::Probe] {
        for (more, end) in [
            (&[('C', hello), ('S', hello), ('C', hello)][..], Ok(())),
            (&[('C', &b"EHLO me\r\n"[..])], tls),
            (&[('S', &b"250 me too\r\n"[..])], tls),
            (&[('C', hello), ('S', b"250 me too\r\n")], tls),
            (&[('C', hello), ('C', b"MAIL FROM")], tls),
        ] {
            let said = dialogue(&[OPEN, asked, more]);
            assert_eq!(plays(&limits(&[]), care, &said).end, end, "{care:?}");
        }
        // Refused: the session goes on in clear.
        let refused: &[(char, &[u8])] = &[
            ('C', b"STARTTLS\r\n"),
            ('S', b"454 not now\r\n"),
            ('C', b"NOOP\r\n"),
        ];
        let outcome = plays(&limits(&[]), care, &dialogue(&[OPEN, refused]));
        assert_eq!(outcome.end, Ok(()), "{care:?}");
        // What a server says in the same breath is shown to the page, and nothing passes after it.
        for injected in ["250 x\r\n", "2", "250-a\r\n250", &"x".repeat(10_000)] {
            let breath = format!("220 go\r\n{injected}");
            let said = dialogue(&[OPEN, &[('C', b"STARTTLS\r\n"), ('S', breath.as_bytes())]]);
            let outcome = play(&limits(&[]), care, &said, usize::MAX);
            assert_eq!(outcome.end, Ok(()), "{care:?}");
            assert!(outcome.to_page.ends_with(&breath));
            for side in ['C', 'S'] {
                let more = dialogue(&[&said, &[(side, hello)]]);
                assert_eq!(play(&limits(&[]), care, &more, usize::MAX).end, tls);
            }
        }
    }
}
#[test]
fn in_probe_the_data_under_tls_is_too_little_for_a_mail() {
    let record = |length: u16| {
        let mut bytes = vec![23, 3, 3];
        bytes.extend(length.to_be_bytes());
        bytes.resize(bytes.len() + usize::from(length), 0);
        bytes
    };
    let limits = Limits::of(ehlo_bridge::profile::Profile::Probe);
    for (length, end) in [(511, Ok(())), (512, Ok(())), (513, Err(Refusal::ByteLimit))] {
        let data = record(length);
        let said = dialogue(&[
            OPEN,
            &[
                ('C', b"STARTTLS\r\n"),
                ('S', b"220 go\r\n"),
                ('C', &[22, 3, 1, 0, 1, 1]),
                ('C', &data),
            ],
        ]);
        assert_eq!(plays(&limits, Care::Probe, &said).end, end, "{length}");
    }
}
