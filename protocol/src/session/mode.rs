//! Which protocol is spoken, and where.

/// Which protocol is spoken, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Between mail servers, port 25.
    #[default]
    Smtp,
    /// From a mail program, port 587 (RFC 6409).
    Submission,
    /// The same with TLS from the first octet, port 465 (RFC 8314).
    Submissions,
    /// Local delivery (RFC 2033).
    Lmtp,
}

impl Mode {
    /// The mode a port stands for.
    #[must_use]
    pub const fn of_port(port: u16) -> Self {
        match port {
            587 => Self::Submission,
            465 => Self::Submissions,
            _ => Self::Smtp,
        }
    }

    /// Whether mail programs hand in mail here.
    #[must_use]
    pub const fn is_submission(self) -> bool {
        matches!(self, Self::Submission | Self::Submissions)
    }

    /// The name that scripts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Submission => "submission",
            Self::Submissions => "submissions",
            Self::Lmtp => "lmtp",
        }
    }
}
