//! The parameters that extensions add to MAIL and RCPT.

use crate::reference::Reference;

/// What is known of one parameter of MAIL or RCPT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParameterKind {
    /// The name in upper case, `SIZE`.
    pub name: &'static str,
    /// The command that takes it.
    pub on: On,
    /// What stands behind its `=`.
    pub value: Value,
    /// The EHLO keyword it needs. BODY names 8BITMIME; its value BINARYMIME needs the keyword BINARYMIME instead.
    pub extension: &'static str,
    /// Octets by which it may lengthen the command line; 0 where its standard states none.
    pub growth: u16,
    /// Where it is defined.
    pub reference: Reference,
    /// Whether it is history: recognised and explained, not to be used.
    pub historic: bool,
    /// What to append to a line to write this parameter: up to where the user goes on typing.
    pub template: &'static str,
}

/// The command that takes a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum On {
    /// MAIL.
    Mail,
    /// RCPT.
    Rcpt,
}

/// What stands behind the `=` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing, and no `=`.
    None,
    /// A value of this shape, in compact notation.
    Required(&'static str),
    /// A value of this shape, or nothing and no `=`.
    Optional(&'static str),
}

impl Value {
    /// The shape of the value; empty where there is none.
    #[must_use]
    pub const fn shape(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Required(shape) | Self::Optional(shape) => shape,
        }
    }
}

impl ParameterKind {
    /// The parameter as its standard writes it: `SIZE=octets`, `SMTPUTF8`, `XVERP[=delimiters]`.
    #[must_use]
    pub fn syntax(&self) -> String {
        match self.value {
            Value::None => self.name.to_owned(),
            Value::Required(shape) => format!("{}={shape}", self.name),
            Value::Optional(shape) => format!("{}[={shape}]", self.name),
        }
    }
}

/// What is known of the parameter called `name`, in any case, of one command.
#[must_use]
pub fn find(on: On, name: impl AsRef<[u8]>) -> Option<&'static ParameterKind> {
    find_any(name).filter(|kind| kind.on == on)
}

/// What is known of the parameter called `name`, in any case, whichever command takes it. No name serves both.
#[must_use]
pub fn find_any(name: impl AsRef<[u8]>) -> Option<&'static ParameterKind> {
    let name = name.as_ref();
    PARAMETERS
        .iter()
        .find(|kind| kind.name.as_bytes().eq_ignore_ascii_case(name))
}

/// Every parameter that this crate knows: those of MAIL, then those of RCPT.
#[rustfmt::skip]
pub const PARAMETERS: &[ParameterKind] = &[
    mail("SIZE", Value::Required("octets"), "SIZE", 26, rfc(1870, "6"), "SIZE="),
    mail("BODY", Value::Required("7BIT|8BITMIME|BINARYMIME"), "8BITMIME", 16, rfc(6152, "2"), "BODY=8BITMIME"),
    mail("SMTPUTF8", Value::None, "SMTPUTF8", 10, rfc(6531, "3.4"), "SMTPUTF8"),
    mail("AUTH", Value::Required("xtext-mailbox|<>"), "AUTH", 500, rfc(4954, "5"), "AUTH=<>"),
    mail("RET", Value::Required("FULL|HDRS"), "DSN", 8, rfc(3461, "4.3"), "RET=HDRS"),
    mail("ENVID", Value::Required("xtext"), "DSN", 100, rfc(3461, "4.4"), "ENVID="),
    mail("REQUIRETLS", Value::None, "REQUIRETLS", 11, rfc(8689, "2"), "REQUIRETLS"),
    mail("BY", Value::Required("seconds;N|R[T]"), "DELIVERBY", 17, rfc(2852, "4"), "BY="),
    mail("HOLDFOR", Value::Required("seconds"), "FUTURERELEASE", 34, rfc(4865, "5.2"), "HOLDFOR="),
    mail("HOLDUNTIL", Value::Required("date-time"), "FUTURERELEASE", 34, rfc(4865, "5.2"), "HOLDUNTIL="),
    mail("MT-PRIORITY", Value::Required("-9..9"), "MT-PRIORITY", 15, rfc(6710, "7"), "MT-PRIORITY="),
    mail("SOLICIT", Value::Required("keyword[,keyword...]"), "NO-SOLICITING", 1007, rfc(3865, "2.2"), "SOLICIT="),
    mail("MTRK", Value::Required("certifier[:seconds]"), "MTRK", 40, rfc(3885, "3"), "MTRK="),
    mail("CONPERM", Value::None, "CONPERM", 0, rfc(4141, "4"), "CONPERM"),
    historic(mail("SUBMITTER", Value::Required("xtext-mailbox"), "SUBMITTER", 0, rfc(4405, ""), "SUBMITTER=")),
    historic(mail("TRANSID", Value::Required("<identifier>"), "CHECKPOINT", 88, rfc(1845, ""), "TRANSID=<")),
    mail("XVERP", Value::Optional("delimiters"), "XVERP", 0, Reference::practice("Postfix VERP_README"), "XVERP"),
    mail("PRDR", Value::None, "PRDR", 0, Reference::practice("Exim"), "PRDR"),
    rcpt("NOTIFY", Value::Required("NEVER|SUCCESS,FAILURE,DELAY"), "DSN", 28, rfc(3461, "4.1"), "NOTIFY="),
    rcpt("ORCPT", Value::Required("address-type;xtext"), "DSN", 500, rfc(3461, "4.2"), "ORCPT=rfc822;"),
    rcpt("RRVS", Value::Required("date-time[;C|;R]"), "RRVS", 33, rfc(7293, "3.1"), "RRVS="),
    rcpt("CONNEG", Value::None, "CONNEG", 0, rfc(4141, "5"), "CONNEG"),
];

type Text = &'static str;

const fn rfc(number: u16, section: Text) -> Reference {
    Reference::new(number, section)
}

const fn mail(
    name: Text,
    value: Value,
    extension: Text,
    growth: u16,
    reference: Reference,
    template: Text,
) -> ParameterKind {
    ParameterKind {
        name,
        on: On::Mail,
        value,
        extension,
        growth,
        reference,
        historic: false,
        template,
    }
}

const fn rcpt(
    name: Text,
    value: Value,
    extension: Text,
    growth: u16,
    reference: Reference,
    template: Text,
) -> ParameterKind {
    ParameterKind {
        on: On::Rcpt,
        ..mail(name, value, extension, growth, reference, template)
    }
}

const fn historic(kind: ParameterKind) -> ParameterKind {
    ParameterKind {
        historic: true,
        ..kind
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::extension;
    use crate::standing::Standing;

    #[test]
    fn parameters_are_found_on_their_command_only() {
        assert_eq!(
            find(On::Mail, "size").map(ParameterKind::syntax).as_deref(),
            Some("SIZE=octets")
        );
        assert_eq!(find(On::Rcpt, "SIZE"), None);
        assert_eq!(find_any(b"notify").map(|kind| kind.on), Some(On::Rcpt));
        assert_eq!(
            find_any("SMTPUTF8").map(ParameterKind::syntax).as_deref(),
            Some("SMTPUTF8")
        );
        assert_eq!(
            find_any("xverp").map(ParameterKind::syntax).as_deref(),
            Some("XVERP[=delimiters]")
        );
        assert_eq!(find_any("FOO"), None);
        let mail = "SIZE BODY AUTH RET ENVID BY HOLDFOR HOLDUNTIL MT-PRIORITY SOLICIT MTRK SMTPUTF8 REQUIRETLS CONPERM \
                    SUBMITTER TRANSID";
        assert!(
            mail.split_whitespace()
                .all(|name| find(On::Mail, name).is_some())
        );
        assert!(
            "NOTIFY ORCPT RRVS CONNEG"
                .split_whitespace()
                .all(|name| find(On::Rcpt, name).is_some())
        );
    }

    #[test]
    fn parameters_and_keywords_point_at_each_other() {
        for (place, kind) in PARAMETERS.iter().enumerate() {
            assert_eq!(
                PARAMETERS.iter().position(|other| other.name == kind.name),
                Some(place),
                "{} twice",
                kind.name
            );
            assert!(kind.template.starts_with(kind.name), "{}", kind.name);
            let owner = extension::find(kind.extension).unwrap();
            assert!(owner.parameters.contains(&kind.name), "{}", kind.name);
            assert_eq!(
                owner.standing == Standing::Obsolete,
                kind.historic,
                "{}",
                kind.name
            );
        }
        for owner in extension::EXTENSIONS {
            for name in owner.parameters {
                let kind = find_any(name).unwrap();
                assert!(kind.extension == owner.keyword || *name == "BODY", "{name}");
            }
        }
    }

    #[test]
    fn a_keyword_lengthens_the_line_by_what_its_parameters_add() {
        for owner in extension::EXTENSIONS {
            let growth = |on: On| {
                let each = owner
                    .parameters
                    .iter()
                    .filter_map(|name| find(on, name))
                    .map(|kind| kind.growth);
                // HOLDFOR and HOLDUNTIL exclude each other; of all others each may stand beside each.
                if owner.keyword == "FUTURERELEASE" {
                    each.max().unwrap_or(0)
                } else {
                    each.sum()
                }
            };
            // The standard of 8BITMIME states no growth; the one of BINARYMIME does, for the same parameter.
            if owner.keyword != "8BITMIME" {
                assert_eq!(
                    (growth(On::Mail), growth(On::Rcpt)),
                    (owner.growth_mail, owner.growth_rcpt),
                    "{}",
                    owner.keyword
                );
            }
        }
    }
}
