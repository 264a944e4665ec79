//! How well established a verb or a keyword is.

/// Who stands behind a verb or a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Part of SMTP itself (RFC 5321).
    Standard,
    /// Part of a published extension, in use.
    Extension,
    /// Was once standard or an experiment; nothing new should use it.
    Obsolete,
    /// A vendor's own.
    Vendor,
    /// Nobody this crate knows of.
    Unknown,
}
