//! The verbs of SMTP: what each is called, how it is written, and who defines it.

pub(crate) use self::nearest::distance;
pub use self::nearest::nearest;
use crate::reference::Reference;
use crate::standing::Standing;

mod nearest;
mod table;

/// The first word of a command, as far as this crate knows it.
///
/// A word it does not know is [`Verb::Other`]; the command that holds it keeps the spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// `EHLO`: the client names itself and asks for the server's extensions.
    Ehlo,
    /// `HELO`: the same without extensions.
    Helo,
    /// `LHLO`: the hello of LMTP.
    Lhlo,
    /// `MAIL`: opens a transaction with its reverse-path.
    Mail,
    /// `RCPT`: adds one recipient.
    Rcpt,
    /// `DATA`: transfers the message, ended by a lone dot.
    Data,
    /// `BDAT`: transfers a counted part of the message.
    Bdat,
    /// `RSET`: drops the transaction.
    Rset,
    /// `NOOP`: asks for a reply and nothing else.
    Noop,
    /// `QUIT`: ends the session.
    Quit,
    /// `VRFY`: asks about a mailbox.
    Vrfy,
    /// `EXPN`: asks who is on a list.
    Expn,
    /// `HELP`: asks for help text.
    Help,
    /// `STARTTLS`: goes on encrypted.
    StartTls,
    /// `AUTH`: proves who the user is.
    Auth,
    /// `ETRN`: asks the server to send what it holds for a host.
    Etrn,
    /// `ATRN`: the same over this connection, with the roles swapped.
    Atrn,
    /// `BURL`: takes the message, or a part of it, from an IMAP server.
    Burl,
    /// `TURN`: swaps the roles without proof of who asks.
    Turn,
    /// `SEND`: mail to a terminal.
    Send,
    /// `SOML`: mail to a terminal or a mailbox.
    Soml,
    /// `SAML`: mail to a terminal and a mailbox.
    Saml,
    /// `XCLIENT`: a proxy says whom it speaks for.
    Xclient,
    /// `XFORWARD`: a filter passes on where the mail came from.
    Xforward,
    /// `VERB`: asks Sendmail to tell more.
    Verb,
    /// `ONEX`: announces one transaction to Sendmail.
    Onex,
    /// `X-EXPS`: Exchange's own authentication.
    XExps,
    /// `X-LINK2STATE`: Exchange's routing tables.
    XLink2State,
    /// `XEXCH50`: Exchange's envelope properties.
    Xexch50,
    /// `X-ANONYMOUSTLS`: Exchange's own STARTTLS.
    XAnonymousTls,
    /// Any other word.
    Other,
}

impl Verb {
    /// Every verb that has a name, in the order in which a person wants to read them.
    pub const ALL: &'static [Self] = &[
        Self::Ehlo,
        Self::Helo,
        Self::Lhlo,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::Bdat,
        Self::Rset,
        Self::Noop,
        Self::Quit,
        Self::Vrfy,
        Self::Expn,
        Self::Help,
        Self::StartTls,
        Self::Auth,
        Self::Etrn,
        Self::Atrn,
        Self::Burl,
        Self::Turn,
        Self::Send,
        Self::Soml,
        Self::Saml,
        Self::Xclient,
        Self::Xforward,
        Self::Verb,
        Self::Onex,
        Self::XExps,
        Self::XLink2State,
        Self::Xexch50,
        Self::XAnonymousTls,
    ];

    /// The verb that a word is, in any case (RFC 5321 §2.4).
    #[must_use]
    pub const fn recognise(word: &[u8]) -> Self {
        match *word {
            [a, b, c, d] => Self::recognise_four([a, b, c, d]),
            [..] => match word.len() {
                7 if word.eq_ignore_ascii_case(b"XCLIENT") => Self::Xclient,
                7 if word.eq_ignore_ascii_case(b"XEXCH50") => Self::Xexch50,
                6 if word.eq_ignore_ascii_case(b"X-EXPS") => Self::XExps,
                8 if word.eq_ignore_ascii_case(b"STARTTLS") => Self::StartTls,
                8 if word.eq_ignore_ascii_case(b"XFORWARD") => Self::Xforward,
                12 if word.eq_ignore_ascii_case(b"X-LINK2STATE") => Self::XLink2State,
                14 if word.eq_ignore_ascii_case(b"X-ANONYMOUSTLS") => Self::XAnonymousTls,
                _ => Self::Other,
            },
        }
    }

    /// Nearly every verb has four letters, so these are compared as one number.
    const fn recognise_four(word: [u8; 4]) -> Self {
        // Clearing bit 5 makes a letter upper case, and makes a letter of nothing that is not one.
        match &(u32::from_be_bytes(word) & 0xDFDF_DFDF).to_be_bytes() {
            b"EHLO" => Self::Ehlo,
            b"HELO" => Self::Helo,
            b"LHLO" => Self::Lhlo,
            b"MAIL" => Self::Mail,
            b"RCPT" => Self::Rcpt,
            b"DATA" => Self::Data,
            b"BDAT" => Self::Bdat,
            b"RSET" => Self::Rset,
            b"NOOP" => Self::Noop,
            b"QUIT" => Self::Quit,
            b"VRFY" => Self::Vrfy,
            b"EXPN" => Self::Expn,
            b"HELP" => Self::Help,
            b"AUTH" => Self::Auth,
            b"ETRN" => Self::Etrn,
            b"ATRN" => Self::Atrn,
            b"BURL" => Self::Burl,
            b"TURN" => Self::Turn,
            b"SEND" => Self::Send,
            b"SOML" => Self::Soml,
            b"SAML" => Self::Saml,
            b"VERB" => Self::Verb,
            b"ONEX" => Self::Onex,
            _ => Self::Other,
        }
    }

    /// The verb that was most likely meant by a word that is none; see [`nearest()`].
    #[must_use]
    pub fn nearest(word: &[u8]) -> Option<Self> {
        nearest(word)
    }

    /// The verb as the standards write it, `MAIL`; empty for [`Verb::Other`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        table::row(self).name
    }

    /// The whole command as its standard writes it, in compact notation: `[ ]` may be left out.
    #[must_use]
    pub const fn syntax(self) -> &'static str {
        table::row(self).syntax
    }

    /// What to begin a line with to write this command: up to where the user goes on typing.
    #[must_use]
    pub const fn template(self) -> &'static str {
        table::row(self).template
    }

    /// The EHLO keyword by which a server says that it takes this verb, where it has to say so.
    #[must_use]
    pub const fn extension(self) -> Option<&'static str> {
        table::row(self).extension
    }

    /// Where the verb is defined.
    #[must_use]
    pub const fn reference(self) -> Reference {
        table::row(self).reference
    }

    /// Who stands behind the verb.
    #[must_use]
    pub const fn standing(self) -> Standing {
        table::row(self).standing
    }

    /// Whether the verb may only come last in a pipelined group (RFC 2920 §3.1).
    ///
    /// What an extension adds comes last unless its standard says otherwise: BDAT and BURL may be pipelined, and so may
    /// Postfix's two. AUTH is last except where a mechanism of one step carries its response (RFC 4954 §4): the caller
    /// knows the mechanism.
    #[must_use]
    pub const fn last_in_group(self) -> bool {
        !matches!(
            self,
            Self::Rset
                | Self::Mail
                | Self::Send
                | Self::Soml
                | Self::Saml
                | Self::Rcpt
                | Self::Bdat
                | Self::Burl
                | Self::Xclient
                | Self::Xforward
        )
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_verb_is_recognised_by_its_name_in_any_case() {
        for verb in Verb::ALL {
            let name = verb.name();
            assert_eq!(Verb::recognise(name.as_bytes()), *verb);
            assert_eq!(Verb::recognise(name.to_ascii_lowercase().as_bytes()), *verb);
            assert!(verb.syntax().starts_with(name), "{name}");
            assert!(verb.template().trim_end().starts_with(name), "{name}");
            assert_ne!(verb.standing(), Standing::Unknown, "{name}");
        }
        assert_eq!(
            Verb::ALL.len(),
            Verb::Other as usize,
            "ALL names each verb once"
        );
    }

    #[test]
    fn every_octet_of_a_verb_counts() {
        for verb in Verb::ALL {
            let name = verb.name().as_bytes();
            assert_eq!(Verb::recognise(&name[1..]), Verb::Other);
            for place in 0..name.len() {
                for octet in 0..=u8::MAX {
                    let mut word = name.to_vec();
                    word[place] = octet;
                    let expected = Verb::ALL
                        .iter()
                        .find(|other| other.name().as_bytes().eq_ignore_ascii_case(&word));
                    assert_eq!(
                        Verb::recognise(&word),
                        expected.copied().unwrap_or(Verb::Other),
                        "{word:?}"
                    );
                }
            }
        }
        for word in [
            &b""[..],
            b"MAIL FROM:",
            b"MAIL:",
            b"\x0dATA",
            b"STARTTLS ",
            b"X-LINK2STATES",
        ] {
            assert_eq!(Verb::recognise(word), Verb::Other);
        }
    }

    #[test]
    fn verbs_that_end_a_pipelined_group() {
        for verb in [
            Verb::Ehlo,
            Verb::Data,
            Verb::Vrfy,
            Verb::Expn,
            Verb::Turn,
            Verb::Quit,
            Verb::Noop,
            Verb::StartTls,
        ] {
            assert!(verb.last_in_group(), "{verb:?}");
        }
        for verb in [
            Verb::Rset,
            Verb::Mail,
            Verb::Send,
            Verb::Soml,
            Verb::Saml,
            Verb::Rcpt,
            Verb::Bdat,
        ] {
            assert!(!verb.last_in_group(), "{verb:?}");
        }
    }
}
