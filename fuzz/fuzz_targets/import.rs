//! Any octets can be read as a log of any form: no line is dropped, and what is told stands in the text.
#![no_main]

use std::collections::BTreeSet;

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::import;
use libfuzzer_sys::fuzz_target;

/// The first line, which tells the form.
const SIGNS: [&str; 16] = [
    "S: 220 x",
    "Server: 220 x",
    "<-  220 x",
    "< 220 x",
    "SERVER -> CLIENT: 220 x",
    "mx postfix/smtpd[1]: > x[192.0.2.1]: 220 x",
    "  SMTP<< 220 x",
    "<<< 220 x",
    "<-- 220 x",
    " Out: 220 x",
    "reply: b'220 x\\r\\n'",
    "send: 'ehlo x\\r\\n'",
    "[date] DEBUG [id] S: 220 x",
    "CONNECTED(00000003)",
    "220 x",
    "EHLO x",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (sign, rest) = input;
    let sign = SIGNS[usize::from(sign) % SIGNS.len()];
    let text = [sign.as_bytes(), b"\n", rest].concat();
    let import = import::read(&text, Profile::Strict);
    let lines = import::lines(&text).len();
    let told: BTreeSet<usize> = import
        .record
        .transcript()
        .entries()
        .iter()
        .flat_map(|entry| import.source.lines(entry))
        .collect();
    assert_eq!(told, (1..=lines).collect(), "{}", import.form.name());
});
