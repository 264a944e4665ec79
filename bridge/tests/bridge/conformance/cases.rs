//! The cases, by Autobahn's numbers.

use super::Heard;

const CONTINUE: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
pub(super) const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;
const FIN: u8 = 0x80;

/// A frame as a client writes it.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | length as u8),
        length @ 126..=65_535 => {
            bytes.push(0x80 | 126);
            bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 127);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
    bytes.extend(MASK);
    bytes.extend(
        payload
            .iter()
            .zip(MASK.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
    bytes
}

/// What a case must come to.
pub(super) enum Wanted {
    /// These frames, and then a close with this code.
    Closed(Heard, u16),
    /// These frames, and then an end that is no echo of what was wrong.
    Failed(Heard),
}

/// What is said, and what must come of it.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) said: Vec<Vec<u8>>,
    pub(super) wanted: Wanted,
}

fn good(name: impl Into<String>, said: &[Vec<u8>], heard: &[(u8, &[u8])]) -> Case {
    let mut said = said.to_vec();
    said.push(frame(FIN | CLOSE, &1000_u16.to_be_bytes()));
    Case {
        name: name.into(),
        said,
        wanted: Wanted::Closed(owned(heard), 1000),
    }
}

fn bad(name: impl Into<String>, said: &[Vec<u8>], heard: &[(u8, &[u8])]) -> Case {
    Case {
        name: name.into(),
        said: said.to_vec(),
        wanted: Wanted::Failed(owned(heard)),
    }
}

fn owned(heard: &[(u8, &[u8])]) -> Heard {
    heard
        .iter()
        .map(|(opcode, payload)| (*opcode, payload.to_vec()))
        .collect()
}

/// Every case.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    sizes(&mut cases);
    pings(&mut cases);
    reserved(&mut cases);
    fragments(&mut cases);
    letters(&mut cases);
    closes(&mut cases);
    cases
}

fn sizes(cases: &mut Vec<Case>) {
    for length in [0, 125, 126, 127, 128, 65_535, 65_536] {
        let payload = vec![b'*'; length];
        for (family, opcode) in [("1.1", TEXT), ("1.2", BINARY)] {
            let said = [frame(FIN | opcode, &payload)];
            cases.push(good(
                format!("{family} {length}"),
                &said,
                &[(opcode, &payload)],
            ));
        }
    }
    // 9.*, by the bridge's own limit.
    let long = vec![b'*'; 65_537];
    cases.push(bad(
        "9 one frame over the limit",
        &[frame(FIN | BINARY, &long)],
        &[],
    ));
    let halves = [
        frame(BINARY, &long[..40_000]),
        frame(FIN | CONTINUE, &long[40_000..]),
    ];
    cases.push(bad("9 two frames over the limit", &halves, &[]));
    // 10.1.1
    let whole = &long[..65_536];
    let mut parts: Vec<Vec<u8>> = whole
        .chunks(1300)
        .map(|part| frame(CONTINUE, part))
        .collect();
    parts[0] = frame(TEXT, &whole[..1300]);
    let last = parts.len() - 1;
    parts[last][0] |= FIN;
    cases.push(good("10.1.1", &parts, &[(TEXT, whole)]));
    // Lengths that lie, and lengths written too long.
    let lies = [
        0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4,
    ];
    cases.push(bad("a length of nearly 2^63", &[lies.to_vec()], &[]));
    let mut lies = lies;
    lies[2] = 0xff;
    cases.push(bad(
        "a length with its first bit set",
        &[lies.to_vec()],
        &[],
    ));
    cases.push(bad(
        "a frame without a mask",
        &[vec![0x81, 2, b'h', b'i']],
        &[],
    ));
}

fn pings(cases: &mut Vec<Case>) {
    let full = [0xfe; 125];
    for (name, payload) in [
        ("2.1", &b""[..]),
        ("2.2", b"Hello, world!"),
        ("2.3", &[0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff]),
        ("2.4", &full),
    ] {
        cases.push(good(
            name,
            &[frame(FIN | PING, payload)],
            &[(PONG, payload)],
        ));
    }
    cases.push(bad("2.5", &[frame(FIN | PING, &[0xfe; 126])], &[]));
    cases.push(good("2.7", &[frame(FIN | PONG, b"")], &[]));
    cases.push(good("2.8", &[frame(FIN | PONG, b"unsolicited")], &[]));
    let both = [
        frame(FIN | PONG, b"unsolicited"),
        frame(FIN | PING, b"ping"),
    ];
    cases.push(good("2.9", &both, &[(PONG, b"ping")]));
}

fn reserved(cases: &mut Vec<Case>) {
    let hello: (u8, &[u8]) = (TEXT, b"Hello");
    for bits in 1..8_u8 {
        let said = [
            frame(FIN | TEXT, b"Hello"),
            frame(FIN | bits << 4 | TEXT, b"Hello"),
        ];
        cases.push(bad(format!("3.{bits}"), &said, &[hello]));
    }
    for opcode in (3..8).chain(11..16) {
        let said = [frame(FIN | TEXT, b"Hello"), frame(FIN | opcode, b"x")];
        cases.push(bad(format!("4 opcode {opcode}"), &said, &[hello]));
    }
}

fn fragments(cases: &mut Vec<Case>) {
    let first = frame(TEXT, b"fragment1");
    let more = frame(CONTINUE, b"fragment2");
    let last = frame(FIN | CONTINUE, b"fragment2");
    let ping = frame(FIN | PING, b"ping");
    let both: (u8, &[u8]) = (TEXT, b"fragment1fragment2");
    let pong: (u8, &[u8]) = (PONG, b"ping");
    cases.push(bad("5.1", &[frame(PING, b"fragment1"), last.clone()], &[]));
    cases.push(bad("5.2", &[frame(PONG, b"fragment1"), last.clone()], &[]));
    cases.push(good("5.3", &[first.clone(), last.clone()], &[both]));
    cases.push(good(
        "5.6",
        &[first.clone(), ping.clone(), last.clone()],
        &[pong, both],
    ));
    cases.push(bad("5.9", std::slice::from_ref(&last), &[]));
    cases.push(bad(
        "5.10",
        &[last.clone(), frame(FIN | TEXT, b"Hello")],
        &[],
    ));
    cases.push(bad(
        "5.12",
        &[more.clone(), frame(FIN | TEXT, b"Hello")],
        &[],
    ));
    let again = [
        first.clone(),
        last.clone(),
        more.clone(),
        frame(FIN | TEXT, b"x"),
    ];
    cases.push(bad("5.15", &again, &[both]));
    cases.push(bad("5.18", &[first.clone(), frame(FIN | TEXT, b"x")], &[]));
    let long = [first.clone(), more.clone(), ping.clone(), more, ping, last];
    let all: (u8, &[u8]) = (TEXT, b"fragment1fragment2fragment2fragment2");
    cases.push(good("5.19", &long, &[pong, pong, all]));
    let nothing = [
        frame(TEXT, b""),
        frame(CONTINUE, b""),
        frame(FIN | CONTINUE, b""),
    ];
    cases.push(good("6.1.2", &nothing, &[(TEXT, b"")]));
    let middle = [
        frame(TEXT, b""),
        frame(CONTINUE, b"x"),
        frame(FIN | CONTINUE, b""),
    ];
    cases.push(good("6.1.3", &middle, &[(TEXT, b"x")]));
}

fn letters(cases: &mut Vec<Case>) {
    for text in [
        "Hello-µ@ßöäüàá-UTF-8!!",
        "κόσμε",
        "\0",
        "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}",
        "\u{d7ff}\u{e000}\u{fffd}\u{fdd0}\u{1fffe}",
    ] {
        let bytes = text.as_bytes();
        cases.push(good(
            format!("6 {text:?}"),
            &[frame(FIN | TEXT, bytes)],
            &[(TEXT, bytes)],
        ));
        // Cut inside of letters.
        let mut parts: Vec<Vec<u8>> = bytes.chunks(1).map(|part| frame(CONTINUE, part)).collect();
        parts[0] = frame(TEXT, &bytes[..1]);
        let last = parts.len() - 1;
        parts[last][0] |= FIN;
        cases.push(good(
            format!("6 {text:?} octet by octet"),
            &parts,
            &[(TEXT, bytes)],
        ));
    }
    for bytes in [
        &b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"[..],
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xfc\x84\x80\x80\x80\x80",
        b"\xfe",
        b"\xff",
        b"\x80",
        b"\xbf\x80\xbf",
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xc1\xbf",
        b"\xe0\x9f\xbf",
        b"\xed\xa0\x80\xed\xb0\x80",
        b"\xed\xbf\xbf",
        b"\xc3",
        b"\xf0\x9f\x98",
    ] {
        cases.push(bad(
            format!("6.3 {bytes:02x?}"),
            &[frame(FIN | TEXT, bytes)],
            &[],
        ));
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        let parts = [frame(TEXT, head), frame(FIN | CONTINUE, tail)];
        cases.push(bad(format!("6.3 {bytes:02x?} in two"), &parts, &[]));
    }
}

fn closes(cases: &mut Vec<Case>) {
    let with =
        |code: u16, reason: &[u8]| frame(FIN | CLOSE, &[&code.to_be_bytes()[..], reason].concat());
    let text = frame(FIN | TEXT, b"Hello");
    cases.push(good(
        "7.1.1",
        std::slice::from_ref(&text),
        &[(TEXT, b"Hello")],
    ));
    for (name, after) in [
        ("7.1.2", with(1000, b"")),
        ("7.1.3", frame(FIN | PING, b"x")),
        ("7.1.4", text),
    ] {
        let mut case = good(name, &[], &[]);
        case.said.push(after);
        cases.push(case);
    }
    for code in (1000..=1003)
        .chain(1007..=1011)
        .chain([3000, 3999, 4000, 4999])
    {
        for reason in [&b""[..], b"Hello", &[b'*'; 123]] {
            cases.push(Case {
                name: format!("7.7 {code}"),
                said: vec![with(code, reason)],
                wanted: Wanted::Closed(Vec::new(), code),
            });
        }
    }
    for code in [
        0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535,
    ] {
        cases.push(bad(format!("7.9 {code}"), &[with(code, b"")], &[]));
    }
    cases.push(bad("7.3.2", &[frame(FIN | CLOSE, b"x")], &[]));
    cases.push(bad("7.3.6", &[with(1000, &[b'*'; 124])], &[]));
    cases.push(bad("7.5.1", &[with(1000, b"\xce\xba\xed\xa0\x80")], &[]));
    cases.push(bad("a fragmented close", &[frame(CLOSE, b"")], &[]));
}
