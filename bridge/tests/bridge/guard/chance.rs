//! Dialogues by chance, the same in every run: no panic, and the same judgement however they are cut.

use std::fmt::Write;

use ehlo_bridge::guard::Care;
use ehlo_bridge::policy::host::Host;

use super::play;
use crate::relay::limits;

/// Numbers by chance (xorshift), the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).unwrap()
    }
}

const SAID: &[&[u8]] = &[
    b"EHLO me.example\r\n",
    b"MAIL FROM:<a@b.example>\r\n",
    b"RCPT TO:<c@d.example>\r\n",
    b"DATA\r\n",
    b"BDAT 5\r\nabcde",
    b"BDAT 3 LAST\r\nxyz",
    b"STARTTLS\r\n",
    b"AUTH PLAIN\r\n",
    b"AGFubgBib2I=\r\n",
    b"RSET\r\n",
    b"NOOP\n",
    b"\r\n",
    b"text\r\n.\r\n",
    b"\n.\n",
    b"GET / HTTP/1.1\r\n",
    b"\x16\x03\x01\x00\x02ab",
    b"\x17\x03\x03\x00\x01x",
    b"\xff\0\r",
    b"half a li",
    b"QUIT\r\n",
];

const ANSWERED: &[&[u8]] = &[
    b"250 ok\r\n",
    b"250-mx\r\n250-SIZE 100\r\n250 8BITMIME\r\n",
    b"354 go\r\n",
    b"334 \r\n",
    b"220 go\r\n",
    b"235 in\r\n",
    b"554 no\r\n",
    b"421 bye\r\n",
    b"250-half",
    b"nonsense\n",
    b"\x16\x03\x03\x00\x02ab",
    b"\r\n",
];

#[test]
fn whatever_is_said_the_guard_says_the_same_however_it_is_cut() {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let limits = limits(&[("message", 200), ("recipients", 5)]);
    for _ in 0..5000 {
        let dialogue: Vec<(char, &[u8])> = (0..chance.below(12) + 1)
            .map(|_| {
                if chance.below(2) == 0 {
                    ('C', SAID[chance.below(SAID.len())])
                } else {
                    ('S', ANSWERED[chance.below(ANSWERED.len())])
                }
            })
            .collect();
        for care in [Care::Sizes, Care::Lines, Care::Probe] {
            // What comes behind a 220 in the same piece is an injection, so only the page's octets are cut anew.
            let whole = play(&limits, care, &dialogue, usize::MAX);
            let cut: Vec<(char, &[u8])> = dialogue
                .iter()
                .flat_map(|(side, bytes)| {
                    let step = if *side == 'C' {
                        chance.below(5) + 1
                    } else {
                        bytes.len()
                    };
                    bytes
                        .chunks(step)
                        .map(|part| (*side, part))
                        .collect::<Vec<_>>()
                })
                .collect();
            let cut = play(&limits, care, &cut, usize::MAX);
            assert_eq!(cut.end.is_ok(), whole.end.is_ok(), "{care:?} {dialogue:?}");
            if whole.end.is_ok() {
                assert_eq!(cut, whole, "{care:?} {dialogue:?}");
            }
        }
    }
}

#[test]
fn whatever_is_typed_a_host_has_one_spelling_or_none() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let letters: Vec<char> = "aZ09.-_:[]%/@ \\\t\0xü。１①\u{202e}\u{ad}ß"
        .chars()
        .collect();
    let mut found = 0;
    for _ in 0..20_000 {
        let mut typed = String::new();
        for _ in 0..chance.below(14) {
            let _ = write!(typed, "{}", letters[chance.below(letters.len())]);
        }
        if let Some(host) = Host::parse(&typed) {
            found += 1;
            assert_eq!(Host::parse(&host.to_string()), Some(host), "{typed:?}");
        }
    }
    assert!(found > 50, "{found} hosts");
}

/// Found by `fuzz/fuzz_targets/guard.rs`: a reply that is none, and a 354 that nobody waits for, while half a line is said.
#[test]
fn half_a_line_keeps_its_place_whatever_the_server_answers_meanwhile() {
    for (reply, end) in [
        (&b"2 o5\r0k\n"[..], true),
        (b"250 ok\r\n", true),
        (b"354 go\r\n", true),
        (b"\xff\n", true),
    ] {
        let message = b"Subject: x\r\n\r\nhi\r\n.\r\nQU";
        let dialogue: Vec<(char, &[u8])> = [
            super::OPEN,
            super::MAIL,
            &[
                ('C', b"DATA\r\n"),
                ('S', b"354 go\r\n"),
                ('C', message),
                ('S', reply),
                ('C', b"IT\r\n"),
            ],
        ]
        .concat();
        let said: Vec<u8> = dialogue
            .iter()
            .filter(|(side, _)| *side == 'C')
            .flat_map(|(_, bytes)| bytes.iter().copied())
            .collect();
        let outcome = play(&limits(&[]), Care::Lines, &dialogue, usize::MAX);
        assert_eq!(outcome.end.is_ok(), end, "{reply:?}: {:?}", outcome.end);
        assert_eq!(outcome.to_server.as_bytes(), said, "{reply:?}");
    }
}
