//! What is known of each verb, one row each.

use super::Verb;
use crate::reference::Reference;
use crate::standing::Standing::{self, Extension, Obsolete, Standard, Unknown, Vendor};

/// What is known of one verb.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) syntax: &'static str,
    pub(super) template: &'static str,
    pub(super) extension: Option<&'static str>,
    pub(super) reference: Reference,
    pub(super) standing: Standing,
}

/// The row of a verb.
#[rustfmt::skip]
pub(super) const fn row(verb: Verb) -> &'static Row {
    match verb {
        Verb::Ehlo => &const { standard("EHLO", "EHLO domain-or-[address]", "EHLO ", "4.1.1.1") },
        Verb::Helo => &const { standard("HELO", "HELO domain", "HELO ", "4.1.1.1") },
        Verb::Lhlo => &const { added("LHLO", "LHLO domain-or-[address]", "LHLO ", None, rfc(2033, "4.1")) },
        Verb::Mail => &const { standard("MAIL", "MAIL FROM:<reverse-path> [parameters]", "MAIL FROM:<", "4.1.1.2") },
        Verb::Rcpt => &const { standard("RCPT", "RCPT TO:<forward-path> [parameters]", "RCPT TO:<", "4.1.1.3") },
        Verb::Data => &const { standard("DATA", "DATA", "DATA", "4.1.1.4") },
        Verb::Bdat => &const { added("BDAT", "BDAT size [LAST]", "BDAT ", Some("CHUNKING"), rfc(3030, "2")) },
        Verb::Rset => &const { standard("RSET", "RSET", "RSET", "4.1.1.5") },
        Verb::Noop => &const { standard("NOOP", "NOOP [text]", "NOOP", "4.1.1.9") },
        Verb::Quit => &const { standard("QUIT", "QUIT", "QUIT", "4.1.1.10") },
        Verb::Vrfy => &const { standard("VRFY", "VRFY user-or-mailbox", "VRFY ", "4.1.1.6") },
        // EXPN is standard, and a server that takes it has to list it (RFC 5321 §3.5.2).
        Verb::Expn => &const { Row { extension: Some("EXPN"), ..standard("EXPN", "EXPN list", "EXPN ", "4.1.1.7") } },
        Verb::Help => &const { standard("HELP", "HELP [command]", "HELP", "4.1.1.8") },
        Verb::StartTls => &const { added("STARTTLS", "STARTTLS", "STARTTLS", Some("STARTTLS"), rfc(3207, "4")) },
        Verb::Auth => &const { added("AUTH", "AUTH mechanism [initial-response]", "AUTH ", Some("AUTH"), rfc(4954, "4")) },
        Verb::Etrn => &const { added("ETRN", "ETRN [@]domain | #queue", "ETRN ", Some("ETRN"), rfc(1985, "5")) },
        Verb::Atrn => &const { added("ATRN", "ATRN [domain,domain...]", "ATRN ", Some("ATRN"), rfc(2645, "5.2.1")) },
        Verb::Burl => &const { added("BURL", "BURL imap-url [LAST]", "BURL imap://", Some("BURL"), rfc(4468, "3.2")) },
        Verb::Turn => &const { obsolete("TURN", "TURN", "TURN", "F.1") },
        Verb::Send => &const { obsolete("SEND", "SEND FROM:<reverse-path>", "SEND FROM:<", "F.6") },
        Verb::Soml => &const { obsolete("SOML", "SOML FROM:<reverse-path>", "SOML FROM:<", "F.6") },
        Verb::Saml => &const { obsolete("SAML", "SAML FROM:<reverse-path>", "SAML FROM:<", "F.6") },
        Verb::Xclient => &const { vendor("XCLIENT", "XCLIENT attribute=value...", "XCLIENT ", "Postfix XCLIENT_README") },
        Verb::Xforward => &const { vendor("XFORWARD", "XFORWARD attribute=value...", "XFORWARD ", "Postfix XFORWARD_README") },
        Verb::Verb => &const { vendor("VERB", "VERB [ON | OFF]", "VERB", "Sendmail") },
        Verb::Onex => &const { vendor("ONEX", "ONEX", "ONEX", "Sendmail") },
        Verb::XExps => &const { vendor("X-EXPS", "X-EXPS mechanism [initial-response]", "X-EXPS ", "Microsoft Exchange") },
        Verb::XLink2State => &const { vendor("X-LINK2STATE", "X-LINK2STATE chunk", "X-LINK2STATE ", "Microsoft Exchange") },
        Verb::Xexch50 => &const { vendor("XEXCH50", "XEXCH50 size count", "XEXCH50 ", "Microsoft Exchange") },
        Verb::XAnonymousTls => &const { vendor("X-ANONYMOUSTLS", "X-ANONYMOUSTLS", "X-ANONYMOUSTLS", "Microsoft Exchange") },
        Verb::Other => &const { Row { standing: Unknown, ..standard("", "", "", "4.1.5") } },
    }
}

type Text = &'static str;

const fn rfc(number: u16, section: Text) -> Reference {
    Reference::new(number, section)
}

/// A verb of RFC 5321.
const fn standard(name: Text, syntax: Text, template: Text, section: Text) -> Row {
    Row {
        name,
        syntax,
        template,
        extension: None,
        reference: rfc(5321, section),
        standing: Standard,
    }
}

/// A verb that an extension adds.
const fn added(
    name: Text,
    syntax: Text,
    template: Text,
    extension: Option<Text>,
    reference: Reference,
) -> Row {
    Row {
        name,
        syntax,
        template,
        extension,
        reference,
        standing: Extension,
    }
}

/// A verb that RFC 5321 only remembers; a server that still takes it lists it under its own name.
const fn obsolete(name: Text, syntax: Text, template: Text, section: Text) -> Row {
    Row {
        name,
        syntax,
        template,
        extension: Some(name),
        reference: rfc(5321, section),
        standing: Obsolete,
    }
}

/// A vendor's verb, listed under its own name.
const fn vendor(name: Text, syntax: Text, template: Text, document: Text) -> Row {
    Row {
        name,
        syntax,
        template,
        extension: Some(name),
        reference: Reference::practice(document),
        standing: Vendor,
    }
}
