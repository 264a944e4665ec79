//! What is measured, in which unit, and what we want of it.

use crate::measure::Stall;

/// One figure of one peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// NOOP to its reply, one session, median.
    PingMedian,
    /// The same, 95th percentile: before what the system does by the clock, which hits one in a hundred.
    PingUsual,
    /// The same, 99th percentile.
    PingLate,
    /// Processor time of the bridge for one NOOP.
    PingCost,
    /// Requests a second of a hundred sessions, on all cores.
    Requests,
    /// Octets up in frames of 16 KiB.
    Up,
    /// Processor time of the bridge for it.
    UpCost,
    /// Octets up in frames of 1,400.
    UpSmall,
    /// Octets down.
    Down,
    /// Processor time of the bridge for it.
    DownCost,
    /// Octets of messages in clear, behind DATA.
    Message,
    /// Processor time of the bridge for it.
    MessageCost,
    /// Sessions a second.
    Opening,
    /// Processor time of the bridge for one.
    OpeningCost,
    /// Memory of an idle session among 1,000.
    IdleOf1000,
    /// Memory of an idle session among 5,000.
    IdleOf5000,
    /// Memory of a session that was used, among 1,000.
    Used,
    /// Memory in all when 5,000 have gone.
    Left,
    /// Memory that a session grows by whose client takes nothing.
    StalledDown,
    /// The same where the client has taken much before.
    StalledLate,
    /// Memory that a session grows by whose server takes nothing.
    StalledUp,
    /// A new session while others stall, 99th percentile.
    Newcomer(Stall),
    /// Cores that were at work for somebody else meanwhile.
    Foreign,
}

/// What is wanted of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// What we aim at.
    pub aim: f64,
    /// The least that we accept.
    pub least: f64,
    /// Whether the figures are ratios to the direct connection.
    pub ratio: bool,
    /// Whether more is better.
    pub more: bool,
}

impl Goal {
    /// Whether `value` meets `limit`.
    #[must_use]
    pub fn meets(&self, value: f64, limit: f64) -> bool {
        if self.more {
            value >= limit
        } else {
            value <= limit
        }
    }
}

impl Figure {
    /// Every figure but [`Self::Foreign`], in the order of a table.
    #[must_use]
    pub fn all() -> Vec<Self> {
        use Figure::*;
        let mut all = vec![
            PingMedian,
            PingUsual,
            PingLate,
            PingCost,
            Requests,
            Up,
            UpCost,
            UpSmall,
            Down,
            DownCost,
            Message,
            MessageCost,
            Opening,
            OpeningCost,
            IdleOf1000,
            IdleOf5000,
            Used,
            Left,
            StalledDown,
            StalledLate,
            StalledUp,
        ];
        all.extend(Stall::ALL.map(Newcomer));
        all
    }

    /// Its name with its unit, and digits behind the point.
    #[must_use]
    pub fn title(self) -> (String, usize) {
        let (title, digits) = match self {
            Self::PingMedian => ("NOOP p50 us", 0),
            Self::PingUsual => ("NOOP p95 us", 0),
            Self::PingLate => ("NOOP p99 us", 0),
            Self::PingCost => ("CPU us/NOOP", 1),
            Self::Requests => ("100 sessions, requests/s (free)", 0),
            Self::Up => ("up MB/s, 16 KiB frames", 0),
            Self::UpCost => ("up CPU s/GiB", 2),
            Self::UpSmall => ("up MB/s, 1,400 B frames", 0),
            Self::Down => ("down MB/s", 0),
            Self::DownCost => ("down CPU s/GiB", 2),
            Self::Message => ("DATA up MB/s, 16 KiB frames", 0),
            Self::MessageCost => ("DATA up CPU s/GiB", 2),
            Self::Opening => ("sessions/s", 0),
            Self::OpeningCost => ("CPU us/session", 0),
            Self::IdleOf1000 => ("KiB/idle session of 1,000", 1),
            Self::IdleOf5000 => ("KiB/idle session of 5,000", 1),
            Self::Used => ("KiB/session after 64 KiB each way", 1),
            Self::Left => ("MiB after 5,000 closed", 1),
            Self::StalledDown => ("KiB growth, client takes nothing", 0),
            Self::StalledLate => ("KiB growth, client takes nothing after 12 MiB", 0),
            Self::StalledUp => ("KiB growth, server takes nothing", 0),
            Self::Newcomer(stall) => {
                return (format!("new session p99 ms, 500 {}", stall.name()), 1);
            }
            Self::Foreign => ("cores at other work", 2),
        };
        (title.to_owned(), digits)
    }

    /// Whether it is told beside the figure of the direct connection.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::PingMedian
                | Self::PingUsual
                | Self::PingLate
                | Self::Requests
                | Self::Up
                | Self::UpSmall
                | Self::Down
                | Self::Message
                | Self::Opening
        )
    }

    /// What is wanted of our bridge.
    #[must_use]
    pub const fn goal(self) -> Option<Goal> {
        let (aim, least, ratio, more) = match self {
            Self::PingMedian => (2.1, 2.3, true, false),
            Self::PingLate => (1.9, 2.1, true, false),
            Self::PingCost => (28.0, 31.0, false, false),
            Self::Requests => (0.45, 0.40, true, true),
            Self::Up => (0.50, 0.45, true, true),
            Self::UpSmall => (0.35, 0.28, true, true),
            Self::Down => (0.55, 0.45, true, true),
            Self::UpCost | Self::DownCost => (0.60, 0.90, false, false),
            Self::Opening => (0.38, 0.32, true, true),
            Self::IdleOf1000 | Self::IdleOf5000 => (3.0, 6.0, false, false),
            Self::Used => (4.0, 8.0, false, false),
            Self::StalledDown | Self::StalledLate | Self::StalledUp => (64.0, 256.0, false, false),
            Self::Left => (20.0, 45.0, false, false),
            Self::Newcomer(_) => (1000.0, 1000.0, false, false),
            Self::PingUsual
            | Self::Message
            | Self::MessageCost
            | Self::OpeningCost
            | Self::Foreign => return None,
        };
        Some(Goal {
            aim,
            least,
            ratio,
            more,
        })
    }
}
