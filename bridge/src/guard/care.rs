//! How closely the guard reads what the page says.

use ehlo_protocol::verb::Verb;

/// How closely the guard reads what the page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Sizes, and that it is no other protocol: for who tries things on a server of one's own, and for the sandbox.
    Sizes,
    /// Also every line: one that the parser rejects does not pass.
    Lines,
    /// Also its verb: what asks a server may pass, what sends a mail may not.
    Probe,
}

impl Care {
    /// Whether the guard knows the session, and lets nothing pass whose meaning hangs on a reply that is to come.
    pub(super) const fn follows(self) -> bool {
        matches!(self, Self::Lines | Self::Probe)
    }

    /// Whether a command with this verb may pass.
    pub(super) fn allows(self, verb: Verb) -> bool {
        self != Self::Probe || PROBE.contains(&verb)
    }
}

/// What asks a server and changes nothing at it (SECURITY.md 2.3).
const PROBE: [Verb; 7] = [
    Verb::Ehlo,
    Verb::Helo,
    Verb::StartTls,
    Verb::Noop,
    Verb::Help,
    Verb::Rset,
    Verb::Quit,
];
