//! How long checking a line takes in the page: the page's own profile, a real browser, a session of 1,000 entries, and a
//! check for each key, as the page does it.
//!
//! `cargo xtask bench` runs it. The goal: 1 ms at the 99th percentile. The browser's clock ticks in tenths of a
//! millisecond, so most keys take no time by it; the mean is over all of them.

#[cfg(target_arch = "wasm32")]
mod page {
    use std::hint::black_box;

    use ehlo_protocol::client::Client;
    use ehlo_protocol::diagnostic::Profile;
    use ehlo_protocol::session::Mode;
    use wasm_bindgen_test::{
        Criterion, console_log, wasm_bindgen_bench, wasm_bindgen_test_configure,
    };

    wasm_bindgen_test_configure!(run_in_browser);

    /// What is typed: a command with a path, parameters and three mistakes.
    const LINE: &str = "MAIL FROM: <ann@example..org> SIZE=12345 BODY=8BIT";

    /// How often it is typed.
    const ROUNDS: usize = 200;

    /// Entries of the transcript when the typing begins.
    const ENTRIES: usize = 1000;

    #[wasm_bindgen_bench]
    fn keystroke(_: &mut Criterion) {
        let mut client = Client::new(Mode::Smtp, Profile::Strict);
        client.connected(0);
        client.receive(b"220 mx.example.com ESMTP\r\n", 1);
        client.send_line(b"EHLO client.example.org", 2);
        client.receive(
            b"250-mx.example.com\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-DSN\r\n250 8BITMIME\r\n",
            3,
        );
        while client.transcript().entries().len() < ENTRIES {
            client.send_line(b"NOOP", 4);
            client.receive(b"250 2.0.0 Ok\r\n", 5);
        }
        let clock = web_sys::window()
            .and_then(|window| window.performance())
            .unwrap();
        let mut times = Vec::new();
        let mut findings = 0;
        let begun = clock.now();
        for _ in 0..ROUNDS {
            for end in 1..=LINE.len() {
                let start = clock.now();
                findings += black_box(client.check(&LINE.as_bytes()[..end])).len();
                times.push(clock.now() - start);
            }
        }
        let mean = (clock.now() - begun) / times.len() as f64;
        assert!(findings > 0, "the line has no finding");
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        console_log!(
            "| check at a key, 1,000 entries | mean {:.3} ms | p99 {:.1} ms | worst {:.1} ms |",
            mean,
            at(99),
            at(100)
        );
    }
}
