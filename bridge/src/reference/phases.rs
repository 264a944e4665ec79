//! The phases of a session: a diagram and a table, both made by running the phases over every step and outcome.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ehlo_protocol::phase::{Event, Order, Outcome, Phase, Step};

use super::markdown::{escape, head};
use crate::catalogue::text;

/// The page.
pub(super) fn page() -> String {
    let mut page = head(&text("program-reference-phases"));
    let _ = writeln!(page, "{}\n", escape(&text("program-reference-phases.lead")));
    let _ = writeln!(page, "```mermaid\n{}```\n", diagram());
    let _ = writeln!(
        page,
        "{}\n",
        escape(&text("program-reference-phases.left-out"))
    );
    for phase in Phase::ALL {
        let name = format!("phase-{}", phase.name());
        let _ = writeln!(page, "## {}\n", phase.name());
        let _ = writeln!(page, "**{}**\n", escape(&text(&name)));
        let _ = writeln!(page, "{}\n", escape(&text(&format!("{name}.meaning"))));
    }
    let _ = writeln!(page, "## {}\n", escape(&text("program-reference-order")));
    let _ = writeln!(page, "{}\n", escape(&text("program-reference-order.lead")));
    page.push_str(&table());
    page
}

/// What the client can do, with the words for it.
fn steps() -> [(Step, String); 15] {
    let wire = |words: &str| words.to_owned();
    [
        (Step::Greeting, text("program-reference-step-greeting")),
        (Step::Hello, wire("EHLO, HELO, LHLO")),
        (Step::Mail, wire("MAIL")),
        (Step::Recipient, wire("RCPT")),
        (Step::Data, wire("DATA")),
        (Step::EndOfData, text("program-reference-step-dot")),
        (Step::Chunk, wire("BDAT")),
        (Step::LastChunk, wire("BDAT LAST")),
        (Step::Reset, wire("RSET")),
        (Step::StartTls, wire("STARTTLS")),
        (Step::Auth, wire("AUTH")),
        (Step::AuthResponse, text("program-reference-step-response")),
        (Step::Turn, wire("ETRN, ATRN")),
        (Step::Restart, wire("XCLIENT")),
        (Step::Aside, wire("NOOP, HELP, VRFY, EXPN")),
    ]
}

/// The outcomes that a step can have, with the codes that stand for them.
fn outcomes(step: Step) -> Vec<(Outcome, &'static str)> {
    let mut outcomes = vec![
        (Outcome::Completed, "2yz"),
        (Outcome::FailedForNow, "4yz"),
        (Outcome::Failed, "5yz"),
    ];
    match step {
        Step::Data => outcomes = vec![(Outcome::Continue, "354")],
        Step::Auth | Step::AuthResponse => outcomes.insert(1, (Outcome::Continue, "334")),
        Step::Greeting => outcomes.push((Outcome::NoService, "521")),
        _ => {}
    }
    outcomes
}

/// Whether a step happens in a phase when nobody makes a mistake.
fn happens(phase: Phase, step: Step) -> bool {
    match (phase, step) {
        (Phase::Connected, _) => step == Step::Greeting,
        (Phase::Data, _) => step == Step::EndOfData,
        (Phase::Idle | Phase::StartingTls | Phase::Closing | Phase::Closed, _) => false,
        _ => matches!(phase.order(step), Order::Legal | Order::Aborts),
    }
}

/// The diagram in the language of Mermaid.
fn diagram() -> String {
    let mut text = String::from("stateDiagram-v2\n");
    for phase in Phase::ALL {
        let _ = writeln!(
            text,
            "    state \"{}\" as {}",
            phase.name(),
            identifier(*phase)
        );
    }
    let _ = writeln!(text, "    [*] --> {}", identifier(Phase::default()));
    for phase in Phase::ALL {
        for (next, labels) in ways(*phase) {
            let (from, to) = (identifier(*phase), identifier(next));
            let _ = writeln!(text, "    {from} --> {to}: {}", labels.join("; "));
        }
    }
    let _ = writeln!(text, "    {} --> [*]", identifier(Phase::Closed));
    text
}

/// Every way out of a phase, in the order of the phases, with what leads there.
fn ways(phase: Phase) -> BTreeMap<Phase, Vec<String>> {
    let mut ways: BTreeMap<Phase, Vec<String>> = BTreeMap::new();
    for (step, words) in steps() {
        if !happens(phase, step) {
            continue;
        }
        let mut ends: BTreeMap<Phase, Vec<&str>> = BTreeMap::new();
        let outcomes = outcomes(step);
        for (outcome, code) in &outcomes {
            let next = phase.next(Event::Replied(step, *outcome));
            if next != phase {
                ends.entry(next).or_default().push(code);
            }
        }
        for (next, codes) in ends {
            let always = codes.len() == outcomes.len() && codes.len() > 1;
            let label = if always {
                words.clone()
            } else {
                format!("{words} {}", codes.join(" "))
            };
            ways.entry(next).or_default().push(label);
        }
    }
    if phase == Phase::default() {
        let connected = phase.next(Event::Connected);
        let label = text("program-reference-step-connected");
        ways.entry(connected).or_default().push(label);
    }
    let tls = phase.next(Event::TlsEstablished);
    if tls != phase {
        ways.entry(tls)
            .or_default()
            .push(text("program-reference-step-tls"));
    }
    if phase == Phase::Closing {
        let closed = phase.next(Event::Closed);
        ways.entry(closed)
            .or_default()
            .push(text("program-reference-step-closed"));
    }
    if happens(phase, Step::Quit) {
        let closing = phase.next(Event::Replied(Step::Quit, Outcome::of(221)));
        ways.entry(closing).or_default().push("QUIT 221".to_owned());
    }
    ways
}

/// Mermaid takes no hyphens in names.
fn identifier(phase: Phase) -> String {
    phase.name().replace('-', "_")
}

/// What a strict server thinks of each step in each phase.
fn table() -> String {
    let phases = || {
        Phase::ALL.iter().filter(|phase| {
            phase.takes_commands() || matches!(phase, Phase::Data | Phase::Authenticating)
        })
    };
    let names: Vec<&str> = phases().map(|phase| phase.name()).collect();
    let mut table = format!(
        "| | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    );
    let quit = (Step::Quit, "QUIT".to_owned());
    for (step, words) in steps().into_iter().chain([quit]) {
        if matches!(step, Step::Greeting | Step::EndOfData) {
            continue;
        }
        let cells: Vec<String> = phases()
            .map(|phase| match phase.order(step) {
                Order::Legal => text("program-reference-order-legal"),
                Order::Aborts => text("program-reference-order-aborts"),
                Order::Content => text("program-reference-order-content"),
                Order::Refused(code) => code.to_string(),
            })
            .collect();
        let _ = writeln!(table, "| {} | {} |", escape(&words), cells.join(" | "));
    }
    table
}
