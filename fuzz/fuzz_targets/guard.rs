//! Whatever both sides say, the guard changes no octet, keeps to its limits, and judges the same however the octets are
//! cut; nothing passes before the greeting, and nothing but TLS after the 220 to STARTTLS.
#![no_main]

use ehlo_bridge::guard::{Care, Guard, Passed};
use ehlo_bridge::limits::Limits;
use ehlo_bridge::profile::Profile;
use ehlo_protocol::tunnel::Refusal;
use libfuzzer_sys::fuzz_target;

/// Stands between what one side says and what the other says after it.
const TURN: u8 = 0x1e;

/// Small figures, so that short inputs reach them.
const FIGURES: [(&str, u64); 12] = [
    ("greeting-line", 64),
    ("greeting-lines", 3),
    ("greeting-bytes", 150),
    ("command-line", 512),
    ("auth-line", 520),
    ("recipients", 3),
    ("message", 64),
    ("pending-commands", 4),
    ("reply-line", 64),
    ("reply-lines", 3),
    ("reply-bytes", 150),
    ("replies", 400),
];

/// Octets of application data that the page may send.
const APPLICATION_DATA: u64 = 40;

/// What the guard may keep back of the page, and of the server.
const LONGEST_LINE: usize = 520;
const LONGEST_GREETING_LINE: usize = 64;

/// A session: the sides in turn, the server first.
struct Dialogue<'a> {
    care: Care,
    begins_with_tls: bool,
    turns: Vec<&'a [u8]>,
}

/// What came of it.
struct Outcome {
    /// What passed, in its order, and whether it came from the page.
    passed: Vec<(bool, Vec<u8>)>,
    end: Result<(), Refusal>,
    /// Whether the page ever had to wait while the server spoke.
    waited: bool,
}

impl Outcome {
    /// All that passed from one side.
    fn from(&self, page: bool) -> Vec<u8> {
        let passed = self.passed.iter().filter(|(from_page, _)| *from_page == page);
        passed.flat_map(|(_, bytes)| bytes.iter().copied()).collect()
    }
}

fn limits() -> Limits {
    let mut limits = Limits::of(Profile::Local);
    for (name, figure) in FIGURES.into_iter().chain([("application-data", APPLICATION_DATA)]) {
        limits.set(name, figure).expect("a figure within its bounds");
    }
    limits
}

/// Plays a dialogue, each turn of the page cut into parts of `page` octets and each of the server into `server`.
fn play(dialogue: &Dialogue, page: usize, server: usize) -> Outcome {
    let mut guard = Guard::new(dialogue.begins_with_tls, &limits(), dialogue.care);
    let mut outcome = Outcome { passed: Vec::new(), end: Ok(()), waited: false };
    let mut waiting = Vec::new();
    // Octets that were taken and have not passed.
    let (mut of_page, mut of_server) = (0, 0);
    for (number, turn) in dialogue.turns.iter().enumerate() {
        let by_server = number % 2 == 0;
        for part in turn.chunks(if by_server { server } else { page }) {
            if by_server {
                of_server += part.len();
                outcome.waited |= !waiting.is_empty();
                match guard.from_server(part) {
                    Ok(Passed { kept, now, rest }) => {
                        assert!(rest.is_empty() && part.ends_with(now));
                        let passed = [&kept, now].concat();
                        of_server -= passed.len();
                        outcome.passed.push((false, passed));
                    }
                    Err(refusal) => outcome.end = Err(refusal),
                }
            } else {
                waiting.extend_from_slice(part);
            }
            while outcome.end.is_ok() && !waiting.is_empty() {
                match guard.from_page(&waiting) {
                    Ok(Passed { kept, now, rest }) => {
                        let passed = [&kept, now].concat();
                        let stuck = rest.len() == waiting.len();
                        of_page += waiting.len() - rest.len();
                        of_page -= passed.len();
                        outcome.passed.push((true, passed));
                        waiting = rest.to_vec();
                        if stuck {
                            break;
                        }
                    }
                    Err(refusal) => outcome.end = Err(refusal),
                }
            }
            if outcome.end.is_err() {
                return outcome;
            }
            assert!(of_page <= LONGEST_LINE, "{of_page} octets of the page are kept");
            assert!(of_server <= LONGEST_GREETING_LINE, "{of_server} octets of the server are kept");
        }
    }
    outcome
}

/// All that one side says.
fn said(dialogue: &Dialogue, by_server: bool) -> Vec<u8> {
    let turns = dialogue.turns.iter().enumerate();
    turns.filter(|(number, _)| (number % 2 == 0) == by_server).flat_map(|(_, turn)| turn.iter().copied()).collect()
}

/// Whether a greeting is whole in `text`: a line that no dash continues.
fn greeted(text: &[u8]) -> bool {
    text.split_inclusive(|byte| *byte == b'\n').any(|line| line.ends_with(b"\n") && line.get(3) != Some(&b'-'))
}

/// Whether `octets` begin a stream of TLS records, and how many octets of application data their heads announce.
fn records(mut octets: &[u8]) -> Option<u64> {
    let mut announced = 0;
    while let [kind, rest @ ..] = octets {
        if !(20..=24).contains(kind) || rest.first().is_some_and(|major| *major != 3) {
            return None;
        }
        let [_, _, high, low, body @ ..] = rest else { break };
        let length = u16::from_be_bytes([*high, *low]);
        announced += if *kind == 23 { u64::from(length) } else { 0 };
        octets = body.get(usize::from(length)..).unwrap_or_default();
    }
    Some(announced)
}

fn check(dialogue: &Dialogue, outcome: &Outcome) {
    let (to_server, to_page) = (outcome.from(true), outcome.from(false));
    assert!(said(dialogue, false).starts_with(&to_server), "what the page said is not what passed");
    assert!(said(dialogue, true).starts_with(&to_page), "what the server said is not what passed");
    if dialogue.begins_with_tls {
        records(&to_page).expect("records of the server");
        assert!(records(&to_server).expect("records of the page") <= APPLICATION_DATA);
    } else if dialogue.care == Care::Probe {
        check_probe(outcome);
    } else {
        assert!(to_server.is_empty() || greeted(&to_page), "the page spoke before the greeting");
    }
}

/// Where no message can pass, one reads what did with no more than lines: commands that ask, until a 220 answers
/// STARTTLS, and then records.
fn check_probe(outcome: &Outcome) {
    let (mut said, mut heard, mut under_tls) = (Vec::new(), Vec::new(), Vec::new());
    let (mut greeted, mut asked, mut agreed) = (false, false, false);
    for (from_page, bytes) in &outcome.passed {
        for byte in bytes {
            if !from_page {
                heard.push(*byte);
                if *byte == b'\n' {
                    let last = heard.get(3) != Some(&b'-');
                    greeted |= last;
                    agreed |= asked && last && heard.starts_with(b"220");
                    heard.clear();
                }
            } else if agreed {
                under_tls.push(*byte);
            } else {
                assert!(greeted, "the page spoke before the greeting");
                said.push(*byte);
                if *byte == b'\n' {
                    asked |= is_starttls(&said);
                    said.clear();
                }
            }
        }
    }
    assert!(said.is_empty(), "half a line passed: {said:?}");
    assert!(records(&under_tls).expect("records behind the 220 to STARTTLS") <= APPLICATION_DATA);
}

/// Whether a line that passed asks for TLS. It must be one that may pass.
fn is_starttls(line: &[u8]) -> bool {
    assert!(line.len() <= 512 && line.ends_with(b"\r\n"), "{line:?}");
    let verb = line.split(|byte| b" \r".contains(byte)).next().unwrap_or_default().to_ascii_uppercase();
    let asking: [&[u8]; 7] = [b"EHLO", b"HELO", b"STARTTLS", b"NOOP", b"HELP", b"RSET", b"QUIT"];
    assert!(asking.contains(&verb.as_slice()), "{line:?}");
    verb == b"STARTTLS"
}

fuzz_target!(|input: &[u8]| {
    let [head, text @ ..] = input else { return };
    let dialogue = Dialogue {
        care: [Care::Sizes, Care::Lines, Care::Probe, Care::Probe][usize::from(head & 3)],
        begins_with_tls: head & 0x0c == 0x0c,
        turns: text.split(|byte| *byte == TURN).collect(),
    };
    let whole = play(&dialogue, usize::MAX, usize::MAX);
    check(&dialogue, &whole);
    let (to_server, to_page) = (whole.from(true), whole.from(false));
    let compare = |page: usize, server: usize| {
        let cut = play(&dialogue, page, server);
        check(&dialogue, &cut);
        assert_eq!(cut.end.is_ok(), whole.end.is_ok(), "{:?} and {:?}", cut.end, whole.end);
        if whole.end.is_ok() {
            assert_eq!((cut.from(true), cut.from(false)), (to_server.clone(), to_page.clone()));
        }
    };
    for step in [1, 2, 7] {
        compare(step, usize::MAX);
    }
    // What stands behind a 220 in the same piece is an injection, and a page that waits is heard between two pieces.
    if !whole.waited && !to_server.to_ascii_uppercase().windows(8).any(|word| word == b"STARTTLS") {
        compare(usize::MAX, 1);
    }
});
