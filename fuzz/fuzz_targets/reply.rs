//! However a stream of replies is split, the same replies come out, nothing is lost, and little is kept.
#![no_main]

use ehlo_protocol::reply::{MAX_REPLY_LINES, Reply, ReplyReader};
use libfuzzer_sys::fuzz_target;

fn replies(chunks: &[&[u8]]) -> Vec<Reply> {
    let mut reader = ReplyReader::default();
    let mut found = Vec::new();
    for chunk in chunks {
        reader.push(chunk);
        found.extend(std::iter::from_fn(|| reader.next()));
        assert!(reader.partial().len() <= MAX_REPLY_LINES);
    }
    found.extend(reader.finish());
    found
}

fuzz_target!(|bytes: &[u8]| {
    let whole = replies(&[bytes]);
    let bytewise: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(replies(&bytewise), whole);
    if bytes.len() < 4000 {
        assert_eq!(whole.iter().flat_map(Reply::bytes).collect::<Vec<_>>(), bytes);
    }
    for reply in &whole {
        let _ = reply.enhanced();
    }
});
