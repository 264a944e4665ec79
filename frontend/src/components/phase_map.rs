//! Where the session stands: the way of a mail through its phases, drawn by walking it.

use ehlo_protocol::phase::{Event, Outcome, Phase, Step};
use yew::prelude::*;

use super::paragraph::hint;
use super::region::region;
use crate::words::{find, text};

/// The events of a session in which all goes well.
const WAY: [Event; 6] = [
    Event::Connected,
    Event::Replied(Step::Greeting, Outcome::Completed),
    Event::Replied(Step::Hello, Outcome::Completed),
    Event::Replied(Step::Mail, Outcome::Completed),
    Event::Replied(Step::Recipient, Outcome::Completed),
    Event::Replied(Step::Data, Outcome::Continue),
];

/// The phases on the way of a mail, in order.
fn way() -> Vec<Phase> {
    WAY.iter()
        .scan(Phase::Idle, |phase, event| {
            *phase = phase.next(*event);
            Some(*phase)
        })
        .collect()
}

/// The phases to draw: those of the way, and the present one where it lies beside the way.
fn stations(present: Phase) -> Vec<Phase> {
    let mut phases = way();
    if !phases.contains(&present) {
        let behind = phases.iter().take_while(|phase| **phase < present).count();
        phases.insert(behind, present);
    }
    phases
}

/// Where the session stands.
pub(super) fn phase_map(present: Phase) -> Html {
    let again = present.next(Event::Replied(Step::EndOfData, Outcome::Completed));
    let map = html! {
        <>
            <ol class="phase-list">
                { for stations(present).into_iter().map(|phase| station(phase, present)) }
            </ol>
            if present == Phase::Data && again == Phase::Ready {
                { hint(text("page-phase.again")) }
            }
        </>
    };
    region(
        "phases",
        text("page-phase"),
        text("page-phase.title"),
        Html::default(),
        map,
    )
}

fn station(phase: Phase, present: Phase) -> Html {
    let here = phase == present;
    let name = ["phase-", phase.name()].concat();
    html! {
        <li
            key={phase.name()}
            class={classes!("phase", here.then_some("is-here"), (phase < present).then_some("is-past"))}
            aria-current={here.then_some("step")}
        >
            <span class="phase-name">{ find(&name, &[]).unwrap_or_default() }</span>
            if here {
                if let Some(meaning) = find(&[&name, ".meaning"].concat(), &[]) {
                    <span class="phase-meaning">{ meaning }</span>
                }
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_the_one_of_a_mail() {
        let names: Vec<_> = way().into_iter().map(Phase::name).collect();
        assert_eq!(
            names,
            [
                "connected",
                "greeted",
                "ready",
                "mail",
                "recipients",
                "data"
            ]
        );
    }

    #[test]
    fn every_phase_is_on_the_map_once() {
        for phase in Phase::ALL {
            let found = stations(*phase)
                .into_iter()
                .filter(|station| station == phase)
                .count();
            assert_eq!(found, 1, "{}", phase.name());
        }
    }
}
