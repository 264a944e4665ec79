//! Where the session stands: the way of a mail through its phases, drawn by walking it.

use std::cmp::Ordering;

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
        // TLS and sign-in are steps aside that a ready session takes; the others lie behind what they end.
        let last = match present {
            Phase::StartingTls | Phase::Authenticating => Phase::Ready,
            _ => present,
        };
        let behind = phases.iter().take_while(|phase| **phase <= last).count();
        phases.insert(behind, present);
    }
    phases
}

/// Where the session stands.
pub(super) fn phase_map(present: Phase) -> Html {
    let stations = stations(present);
    let here = stations.iter().position(|phase| *phase == present);
    let again = present.next(Event::Replied(Step::EndOfData, Outcome::Completed));
    let map = html! {
        <>
            <ol class="phase-list">
                { for stations.into_iter().enumerate().map(|(number, phase)| station(phase, Some(number).cmp(&here))) }
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

/// A phase, and whether it lies before the present one, is it, or comes after it.
fn station(phase: Phase, place: Ordering) -> Html {
    let here = place == Ordering::Equal;
    let name = ["phase-", phase.name()].concat();
    html! {
        <li
            key={phase.name()}
            class={classes!("phase", here.then_some("is-here"), (place == Ordering::Less).then_some("is-past"))}
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
    fn what_a_ready_session_steps_aside_for_stands_behind_ready() {
        for phase in [Phase::StartingTls, Phase::Authenticating] {
            let stations = stations(phase);
            assert_eq!(stations[2..4], [Phase::Ready, phase]);
        }
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
