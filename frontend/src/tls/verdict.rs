//! What is wrong with a certificate.

/// What is wrong with a certificate. The texts say it in plain words, and what is risked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its time is over, or that of a certificate between it and its root.
    Expired,
    /// Its time has not come.
    NotYetValid,
    /// It vouches for itself.
    SelfSigned,
    /// Nobody that browsers trust vouches for it.
    UnknownIssuer,
    /// It is for other names.
    WrongName,
    /// Its key or a signature on it can be forged.
    Weak,
    /// A signature on it is wrong.
    BadSignature,
    /// It is not the one that the bridge published for its sandbox.
    OtherThanPinned,
    /// Something else; the detail says what.
    Other,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 9] = [
        Self::Expired,
        Self::NotYetValid,
        Self::SelfSigned,
        Self::UnknownIssuer,
        Self::WrongName,
        Self::Weak,
        Self::BadSignature,
        Self::OtherThanPinned,
        Self::Other,
    ];

    /// The name of its text; the variant `risk` says what is risked.
    pub const fn text_name(self) -> &'static str {
        match self {
            Self::Expired => "page-fault-expired",
            Self::NotYetValid => "page-fault-not-yet-valid",
            Self::SelfSigned => "page-fault-self-signed",
            Self::UnknownIssuer => "page-fault-unknown-issuer",
            Self::WrongName => "page-fault-wrong-name",
            Self::Weak => "page-fault-weak",
            Self::BadSignature => "page-fault-bad-signature",
            Self::OtherThanPinned => "page-fault-other-than-pinned",
            Self::Other => "page-fault-other",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What.
    pub fault: Fault,
    /// The date, the issuer, the names or the algorithm that it is about.
    pub detail: String,
}

impl Verdict {
    /// A fault and what it is about.
    pub fn new(fault: Fault, detail: impl Into<String>) -> Self {
        Self {
            fault,
            detail: detail.into(),
        }
    }
}
