//! How long a key takes in the page, from the event to the page changed, findings of the line and all, in a real
//! browser: behind a short transcript, behind a long one, and in a bare text area that does nothing, which is what the
//! browser and the measuring itself cost.
//!
//! `cargo xtask bench` runs it. A long transcript should cost no more than a short one. What the check alone takes is
//! measured in the benchmark `in_browser` of the protocol. The browser's clock ticks in tenths of a millisecond.

use e2e::browser::browse;
use e2e::page::Page;
use e2e::program::Program;
use serde_json::{Value, json};

/// Says a line many times.
const CONVERSE: &str = include_str!("converse.js");

/// Types a line many times and measures each key.
const KEYSTROKE: &str = include_str!("keystroke.js");

/// What is typed: a command with a path, parameters and three mistakes, so that rules have something to say.
const LINE: &str = "MAIL FROM: <ann@example..org> SIZE=12345 BODY=8BIT";

/// How often it is typed: a thousand keys.
const ROUNDS: usize = 20;

/// Commands before the long measurement; each leaves two entries.
const COMMANDS: usize = 500;

/// How many of them are said in one script.
const BATCH: usize = 20;

/// Turns a body with `await` into one that WebDriver waits for.
fn asynchronous(body: &str) -> String {
    format!("return (async (...arguments) => {{ {body} }})(...arguments)")
}

fn main() {
    let program = Program::start(&[]);
    browse("keystroke", program.address(), |page| {
        page.exchange("EHLO client.example.org", "250");
        let short = type_and_measure(page, "Command");
        assert!(
            page.text_of("region", "Diagnostics").contains("colon"),
            "the line has no finding"
        );
        let command = page.find("textbox", "Command").to_value();
        let log = page.find("log", "Transcript").to_value();
        for _ in 0..COMMANDS / BATCH {
            page.run(
                &asynchronous(CONVERSE),
                &[command.clone(), json!("NOOP"), json!(BATCH), log.clone()],
            );
        }
        page.shows("earlier lines");
        let long = type_and_measure(page, "Command");
        page.run(
            "const bare = document.createElement('textarea'); bare.setAttribute('aria-label', 'Bare'); \
             document.body.append(bare)",
            &[],
        );
        let bare = type_and_measure(page, "Bare");
        println!("| keystroke | p50 | p99 | worst |\n|---|---|---|---|");
        for (name, times) in [
            ("behind 6 entries", short),
            ("behind 1,000 entries", long),
            ("bare text area", bare),
        ] {
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            println!(
                "| {name} | {:.1} ms | {:.1} ms | {:.1} ms |",
                at(50),
                at(99),
                at(100)
            );
        }
    });
}

/// The times of every key, in milliseconds, the shortest first.
fn type_and_measure(page: &Page<'_>, name: &str) -> Vec<f64> {
    let field = page.find("textbox", name).to_value();
    let mut times = Vec::new();
    // A script for each round: the driver lets none run for more than half a minute.
    for _ in 0..ROUNDS {
        let round = page.run(&asynchronous(KEYSTROKE), &[field.clone(), json!(LINE)]);
        let round = round.as_array().map(Vec::as_slice).unwrap_or_default();
        times.extend(round.iter().filter_map(Value::as_f64));
    }
    assert_eq!(times.len(), LINE.len() * ROUNDS, "every key was measured");
    times.sort_by(f64::total_cmp);
    times
}
