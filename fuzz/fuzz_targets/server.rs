//! Whatever a client sends, in whatever pieces, the server says the same and takes the same mails.
#![no_main]

use ehlo_protocol::server::{Output, Preset, Server};
use libfuzzer_sys::fuzz_target;

fn run(preset: &str, chunks: &[&[u8]]) -> (Vec<u8>, usize) {
    let Some(preset) = Preset::find(preset) else { return (Vec::new(), 0) };
    let mut server = Server::with_behaviour(preset.behaviour());
    let (mut said, mut mails) = (Vec::new(), 0);
    server.connected();
    // An empty write first, so that the greeting is heard whatever follows.
    for chunk in [&b""[..]].iter().chain(chunks) {
        server.receive(chunk, 0);
        while let Some(output) = server.poll() {
            match output {
                Output::Send(bytes) => said.extend(bytes),
                Output::Accepted(_) => mails += 1,
                Output::StartTls => server.tls_established(),
                Output::Wait(_) => {}
                Output::Close => return (said, mails),
            }
        }
    }
    (said, mails)
}

fuzz_target!(|bytes: &[u8]| {
    for preset in ["strict", "postfix-like", "lmtp"] {
        let bytewise: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(run(preset, &[bytes]), run(preset, &bytewise));
    }
});
