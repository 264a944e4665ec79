//! What servers can do beyond plain SMTP: the keywords of the EHLO reply, and the list that one server announced.

pub use self::capabilities::{
    CAPABILITIES_KEPT, CAPABILITY_OCTETS_KEPT, COMMAND_LINE, Capabilities, Capability,
};
pub use self::changes::Changes;
pub use self::limits::{LimitFault, Limits};
pub use self::table::EXTENSIONS;
use crate::reference::Reference;
use crate::standing::Standing;
use crate::verb::Verb;

mod capabilities;
mod changes;
mod limits;
mod table;

/// What is known of one EHLO keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExtensionKind {
    /// The keyword in upper case, `SIZE`.
    pub keyword: &'static str,
    /// What a server writes behind the keyword, in compact notation; empty where nothing belongs there.
    pub argument: &'static str,
    /// The verbs that it adds.
    pub verbs: &'static [Verb],
    /// The names of the parameters that it adds to MAIL and RCPT.
    pub parameters: &'static [&'static str],
    /// Octets by which it lengthens the longest MAIL line.
    pub growth_mail: u16,
    /// Octets by which it lengthens the longest RCPT line.
    pub growth_rcpt: u16,
    /// The keywords that a server has to announce beside this one.
    pub requires: &'static [&'static str],
    /// Whether it belongs on a submission port.
    pub submission: Submission,
    /// Where it is defined.
    pub reference: Reference,
    /// Who stands behind it.
    pub standing: Standing,
}

/// Whether an extension belongs on a submission port, 587 or 465 (RFC 6409 §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Submission {
    /// A submission server has to offer it.
    Required,
    /// A submission server should offer it.
    Recommended,
    /// A submission server may offer it.
    Allowed,
    /// A submission server never offers it.
    Forbidden,
    /// It exists on submission ports only.
    Only,
    /// The standards do not say.
    Unstated,
}

/// What is known of a keyword, in any case.
#[must_use]
pub fn find(keyword: impl AsRef<[u8]>) -> Option<&'static ExtensionKind> {
    let keyword = keyword.as_ref();
    EXTENSIONS
        .iter()
        .find(|kind| kind.keyword.as_bytes().eq_ignore_ascii_case(keyword))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_registered_keywords_are_all_here() {
        // The registry of SMTP service extensions, as of November 2026.
        let registered = "SEND SOML SAML EXPN HELP TURN VRFY 8BITMIME SIZE VERB ONEX CHUNKING BINARYMIME CHECKPOINT \
                          DELIVERBY PIPELINING DSN ETRN ENHANCEDSTATUSCODES STARTTLS NO-SOLICITING MTRK SUBMITTER \
                          ATRN AUTH BURL FUTURERELEASE CONPERM CONNEG UTF8SMTP SMTPUTF8 MT-PRIORITY RRVS REQUIRETLS \
                          LIMITS";
        assert_eq!(registered.split_whitespace().count(), 35);
        for keyword in registered.split_whitespace() {
            assert_eq!(
                find(keyword.to_ascii_lowercase()).map(|kind| kind.keyword),
                Some(keyword)
            );
        }
        for (place, kind) in EXTENSIONS.iter().enumerate() {
            assert_eq!(
                EXTENSIONS
                    .iter()
                    .position(|other| other.keyword == kind.keyword),
                Some(place),
                "twice"
            );
        }
        assert_eq!(find("FOO"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn verbs_and_keywords_point_at_each_other() {
        for kind in EXTENSIONS {
            for verb in kind.verbs {
                let named = verb.extension();
                assert!(
                    named == Some(kind.keyword) || (named.is_none() && verb.name() == kind.keyword),
                    "{verb:?}"
                );
            }
            for needed in kind.requires {
                assert!(find(needed).is_some(), "{needed}");
            }
        }
        for verb in Verb::ALL {
            if let Some(keyword) = verb.extension() {
                assert!(
                    find(keyword).is_some_and(|kind| kind.verbs.contains(verb)),
                    "{keyword}"
                );
            }
        }
    }
}
