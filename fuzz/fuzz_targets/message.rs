//! Any octets can be read as a message and checked, however they are packed; findings and fixes lie within them.
#![no_main]

use ehlo_protocol::check;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::message::{MAX_HEADER, MAX_PARTS, Message};
use ehlo_protocol::notation;
use ehlo_protocol::rules::{Packing, Stage};
use libfuzzer_sys::fuzz_target;

const START: &str = "S: 220 mx\nC: EHLO a.example\nS: 250-mx\nS: 250 SIZE 1000\nC: MAIL FROM:<a@b.example>\nS: 250 ok\n\
                     C: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\n";

fuzz_target!(|message: &[u8]| {
    let read = Message::read(message, true);
    assert!(read.header.octets <= MAX_HEADER && read.structure.parts.len() <= MAX_PARTS);
    let record = notation::record(START, Profile::Strict);
    for packing in [Packing::Stuffed, Packing::Chunks, Packing::Unpacked] {
        for stage in [Stage::Draft, Stage::Ended, Stage::CutOff] {
            for found in check::content(record.session(), message, packing, stage, Profile::Strict) {
                assert!(found.span.range().end <= message.len(), "{found:?}");
                if let Some(fix) = found.fix {
                    assert!(fix.span.range().end <= message.len(), "{fix:?}");
                }
            }
        }
    }
});
