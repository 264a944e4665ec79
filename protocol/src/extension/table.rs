//! The keywords, one row each: the 35 registered ones, then those of vendors.

use super::ExtensionKind;
use super::Submission::{Allowed, Forbidden, Only, Recommended, Required, Unstated};
use crate::reference::Reference;
use crate::standing::Standing::{Extension, Obsolete, Standard, Vendor};
use crate::verb::Verb;

/// Every keyword that this crate knows.
#[rustfmt::skip]
pub const EXTENSIONS: &[ExtensionKind] = &[
    // What nearly every server announces.
    ExtensionKind { argument: "[octets]", parameters: &["SIZE"], growth_mail: 26, submission: Allowed, ..rfc("SIZE", 1870, "3") },
    // The standard states no growth, though ` BODY=8BITMIME` adds 14 octets.
    ExtensionKind { parameters: &["BODY"], submission: Recommended, ..rfc("8BITMIME", 6152, "2") },
    ExtensionKind { submission: Recommended, ..rfc("PIPELINING", 2920, "2") },
    ExtensionKind { submission: Recommended, ..rfc("ENHANCEDSTATUSCODES", 2034, "3") },
    ExtensionKind { verbs: &[Verb::StartTls], submission: Allowed, ..rfc("STARTTLS", 3207, "2") },
    ExtensionKind { argument: "mechanism...", verbs: &[Verb::Auth], parameters: &["AUTH"], growth_mail: 500, submission: Required, ..rfc("AUTH", 4954, "3") },
    ExtensionKind {
        parameters: &["RET", "ENVID", "NOTIFY", "ORCPT"], growth_mail: 100 + 8, growth_rcpt: 500 + 28, submission: Recommended,
        ..rfc("DSN", 3461, "5.4")
    },
    ExtensionKind { verbs: &[Verb::Bdat], submission: Allowed, ..rfc("CHUNKING", 3030, "2") },
    ExtensionKind { parameters: &["BODY"], growth_mail: 16, requires: &["CHUNKING"], submission: Allowed, ..rfc("BINARYMIME", 3030, "3") },
    ExtensionKind { parameters: &["SMTPUTF8"], growth_mail: 10, requires: &["8BITMIME"], ..rfc("SMTPUTF8", 6531, "3.1") },
    ExtensionKind { argument: "[name[=value]...]", ..rfc("LIMITS", 9422, "3") },
    ExtensionKind { parameters: &["REQUIRETLS"], growth_mail: 11, ..rfc("REQUIRETLS", 8689, "2") },
    // Verbs of SMTP itself.
    ExtensionKind { verbs: &[Verb::Help], standing: Standard, ..rfc("HELP", 5321, "4.1.1.8") },
    ExtensionKind { verbs: &[Verb::Vrfy], standing: Standard, ..rfc("VRFY", 5321, "3.5") },
    ExtensionKind { verbs: &[Verb::Expn], standing: Standard, ..rfc("EXPN", 5321, "3.5.2") },
    // Less common.
    ExtensionKind { verbs: &[Verb::Etrn], submission: Forbidden, ..rfc("ETRN", 1985, "5") },
    ExtensionKind { verbs: &[Verb::Atrn], submission: Forbidden, ..rfc("ATRN", 2645, "5") },
    ExtensionKind { argument: "[least-seconds]", parameters: &["BY"], growth_mail: 17, submission: Allowed, ..rfc("DELIVERBY", 2852, "2") },
    ExtensionKind {
        argument: "most-seconds latest-time", parameters: &["HOLDFOR", "HOLDUNTIL"], growth_mail: 34, submission: Only,
        ..rfc("FUTURERELEASE", 4865, "3")
    },
    ExtensionKind { argument: "[profile]", parameters: &["MT-PRIORITY"], growth_mail: 15, ..rfc("MT-PRIORITY", 6710, "3") },
    ExtensionKind { parameters: &["RRVS"], growth_rcpt: 33, ..rfc("RRVS", 7293, "3.1") },
    ExtensionKind {
        argument: "[imap | imap://host]...", verbs: &[Verb::Burl], requires: &["8BITMIME"], submission: Only,
        ..rfc("BURL", 4468, "3.1")
    },
    ExtensionKind { argument: "[keyword...]", parameters: &["SOLICIT"], growth_mail: 1007, submission: Allowed, ..rfc("NO-SOLICITING", 3865, "4.1") },
    ExtensionKind { parameters: &["MTRK"], growth_mail: 40, requires: &["DSN"], submission: Allowed, ..rfc("MTRK", 3885, "2") },
    ExtensionKind { parameters: &["CONPERM"], submission: Allowed, ..rfc("CONPERM", 4141, "4") },
    ExtensionKind { parameters: &["CONNEG"], submission: Allowed, ..rfc("CONNEG", 4141, "5") },
    // History.
    ExtensionKind { parameters: &["TRANSID"], growth_mail: 88, submission: Allowed, standing: Obsolete, ..rfc("CHECKPOINT", 1845, "") },
    ExtensionKind { parameters: &["SUBMITTER"], standing: Obsolete, ..rfc("SUBMITTER", 4405, "") },
    ExtensionKind { standing: Obsolete, ..rfc("UTF8SMTP", 5336, "") },
    ExtensionKind { verbs: &[Verb::Turn], standing: Obsolete, ..rfc("TURN", 5321, "F.1") },
    ExtensionKind { verbs: &[Verb::Send], standing: Obsolete, ..rfc("SEND", 5321, "F.6") },
    ExtensionKind { verbs: &[Verb::Soml], standing: Obsolete, ..rfc("SOML", 5321, "F.6") },
    ExtensionKind { verbs: &[Verb::Saml], standing: Obsolete, ..rfc("SAML", 5321, "F.6") },
    // Vendors.
    ExtensionKind { verbs: &[Verb::Verb], ..vendor("VERB", "Sendmail") },
    ExtensionKind { verbs: &[Verb::Onex], ..vendor("ONEX", "Sendmail") },
    ExtensionKind { argument: "attribute...", verbs: &[Verb::Xclient], ..vendor("XCLIENT", "Postfix XCLIENT_README") },
    ExtensionKind { argument: "attribute...", verbs: &[Verb::Xforward], ..vendor("XFORWARD", "Postfix XFORWARD_README") },
    ExtensionKind { parameters: &["XVERP"], ..vendor("XVERP", "Postfix VERP_README") },
    ExtensionKind { parameters: &["PRDR"], ..vendor("PRDR", "Exim") },
    ExtensionKind { argument: "mechanism...", verbs: &[Verb::XExps], ..vendor("X-EXPS", "Microsoft Exchange") },
    ExtensionKind { verbs: &[Verb::XLink2State], ..vendor("X-LINK2STATE", "Microsoft Exchange") },
    ExtensionKind { verbs: &[Verb::Xexch50], ..vendor("XEXCH50", "Microsoft Exchange") },
    ExtensionKind { verbs: &[Verb::XAnonymousTls], ..vendor("X-ANONYMOUSTLS", "Microsoft Exchange") },
];

/// An extension that adds nothing but its keyword.
const fn rfc(keyword: &'static str, number: u16, section: &'static str) -> ExtensionKind {
    ExtensionKind {
        keyword,
        argument: "",
        verbs: &[],
        parameters: &[],
        growth_mail: 0,
        growth_rcpt: 0,
        requires: &[],
        submission: Unstated,
        reference: Reference::new(number, section),
        standing: Extension,
    }
}

/// A vendor's keyword.
const fn vendor(keyword: &'static str, document: &'static str) -> ExtensionKind {
    ExtensionKind {
        reference: Reference::practice(document),
        standing: Vendor,
        ..rfc(keyword, 0, "")
    }
}
