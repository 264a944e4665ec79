//! Whether there is a bridge, and which.

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
    /// A bridge answered, but the annex that speaks with one did not come.
    Unspoken,
    /// The address of this page names a bridge of another origin, which waits for the user's word.
    Asked(Rc<str>),
    /// The bridge that serves this page is there, with this policy.
    Present(Rc<Policy>),
    /// The bridge of another origin that the user agreed to is there, with this policy.
    Elsewhere(Rc<Policy>, Rc<str>),
}

impl Reach {
    /// The policy, where a bridge is there.
    pub(crate) fn policy(&self) -> Option<&Policy> {
        match self {
            Self::Present(policy) | Self::Elsewhere(policy, _) => Some(policy),
            _ => None,
        }
    }

    /// Whether the mails of the bridge's sandbox can be had: only its own page is shown them.
    pub(crate) fn has_inbox(&self) -> bool {
        matches!(self, Self::Present(policy) if policy.sandbox.is_some())
    }
}
