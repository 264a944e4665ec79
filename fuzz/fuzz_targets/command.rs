//! Any line can be read and checked; every finding lies inside the line; fixing never panics.
#![no_main]

use ehlo_protocol::client::check_line;
use ehlo_protocol::complete;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::notation;
use libfuzzer_sys::fuzz_target;

const STARTS: [&str; 4] = [
    "S: 220 mx\n",
    "S: 220 mx\nC: EHLO a.example\nS: 250-mx\nS: 250-SIZE 1000\nS: 250-AUTH PLAIN\nS: 250 DSN\n",
    "S: 220 mx\nC: EHLO a.example\nS: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\n",
    "S: 220 mx\nC: EHLO a.example\nS: 250-mx\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\n",
];

fuzz_target!(|line: &[u8]| {
    for start in STARTS {
        let record = notation::record(start, Profile::Strict);
        for found in check_line(record.session(), line, Profile::Strict) {
            assert!(found.span.range().end <= line.len(), "{found:?}");
            if let Some(fix) = found.fix {
                assert!(fix.span.range().end <= line.len(), "{fix:?}");
            }
        }
        if let Ok(line) = std::str::from_utf8(line) {
            let _ = complete::completions(record.session(), line, line.len());
        }
    }
});
