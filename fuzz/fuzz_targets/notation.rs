//! Any text can be read as a record, with all rules run; what is written is read back the same.
#![no_main]

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::notation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let written = notation::record(text, Profile::Strict).transcript().to_text();
    let again = notation::record(&written, Profile::Strict).transcript().to_text();
    assert_eq!(again, written, "{text:?}");
});
