//! Whether a bridge serves this page.

use std::rc::Rc;

use ehlo_protocol::tunnel::Policy;

/// What is known of the bridge.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Reach {
    /// The page has asked and waits for the answer.
    #[default]
    Looking,
    /// Nobody answered: the page lies on a static host, or the bridge has stopped.
    Absent,
    /// The bridge is there, with this policy.
    Present(Rc<Policy>),
}

impl Reach {
    /// The policy, where a bridge is there.
    pub(crate) fn policy(&self) -> Option<&Policy> {
        match self {
            Self::Present(policy) => Some(policy),
            _ => None,
        }
    }
}
