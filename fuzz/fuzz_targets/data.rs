//! What is encoded is decoded again, with exactly one end; any split gives the same message.
#![no_main]

use ehlo_protocol::data::{DataDecoder, encode, normalise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|message: &[u8]| {
    let wire = encode(message);
    let mut decoder = DataDecoder::new(usize::MAX);
    assert_eq!(decoder.push(&wire), wire.len());
    assert!(decoder.is_ended());
    assert_eq!(decoder.message(), normalise(message));

    let mut whole = DataDecoder::new(1000);
    let taken = whole.push(message);
    let mut bytewise = DataDecoder::new(1000);
    let taken_bytewise: usize = message.chunks(1).map(|byte| bytewise.push(byte)).sum();
    assert_eq!(taken, taken_bytewise);
    assert_eq!(whole.message(), bytewise.message());
    assert_eq!(whole.notices(), bytewise.notices());
    assert!(whole.message().len() <= 1000);
});
