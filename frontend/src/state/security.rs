//! How well the session is kept from others.

use std::rc::Rc;

use crate::tls::report::Report;

/// How far TLS is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stage {
    /// In clear.
    #[default]
    Clear,
    /// The handshake is under way.
    Handshake,
    /// Something is wrong with the certificate: nothing is said until the user has decided.
    Stopped,
    /// All that is said goes through TLS.
    On,
}

/// How well the session is kept from others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Security {
    /// How far TLS is.
    pub(crate) stage: Stage,
    /// What is known of it; nothing where TLS is a model, as in the simulation.
    pub(crate) report: Option<Rc<Report>>,
    /// Whether the server ended the connection without ending TLS first.
    pub(crate) unclosed: bool,
}

impl Security {
    /// At a stage of which no more is known.
    pub(crate) const fn at(stage: Stage) -> Self {
        Self {
            stage,
            report: None,
            unclosed: false,
        }
    }
}
