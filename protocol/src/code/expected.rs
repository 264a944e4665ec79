//! Which codes may answer what (RFC 5321 §4.3.2, and what the extensions add).

use crate::verb::Verb;

/// What a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The connection: the greeting.
    Greeting,
    /// A command.
    Command(Verb),
    /// The message behind DATA, after its lone dot.
    Message,
    /// A response within AUTH, after `334`.
    Authentication,
}

/// The codes that may answer one step, beside [`ANY`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Expected {
    /// The step is done.
    pub success: &'static [u16],
    /// The server waits for what follows.
    pub intermediate: &'static [u16],
    /// The step has failed.
    pub error: &'static [u16],
}

impl Expected {
    /// Whether `code` is one of these, or one that may answer any command.
    #[must_use]
    pub fn contains(&self, code: u16) -> bool {
        [self.success, self.intermediate, self.error, ANY]
            .iter()
            .any(|codes| codes.contains(&code))
    }
}

/// Codes that may answer any command: shutting down, not recognised or too long, bad argument (RFC 5321 §4.3.2).
pub const ANY: &[u16] = &[421, 500, 501];

/// The codes that may answer a step. Where TLS is required, 530 answers everything but EHLO, STARTTLS, NOOP and QUIT
/// (RFC 3207 §4). 454 to RCPT is what Postfix says to those it does not relay for, unless told otherwise. Of a verb that is not known, or a vendor's without documents, none is expected
/// but that it is refused.
#[must_use]
#[rustfmt::skip]
pub const fn expected(step: Step) -> Expected {
    let verb = match step {
        // 521 and 554 refuse every client; 421 and 450 this one now, which deployed servers do.
        Step::Greeting => return done(&[220], &[421, 450, 521, 554]),
        Step::Message => return done(&[250], &[450, 451, 452, 550, 552, 554]),
        Step::Authentication => return asks(&[235], &[334], &[432, 454, 501, 503, 504, 534, 535, 538]),
        Step::Command(verb) => verb,
    };
    match verb {
        Verb::Ehlo | Verb::Lhlo => done(&[250], &[502, 503, 504, 521, 550]),
        Verb::Helo => done(&[250], &[502, 503, 504, 521, 530, 550]),
        Verb::Mail => asks(&[250], &[355], &[450, 451, 452, 455, 503, 504, 530, 550, 552, 553, 554, 555]),
        Verb::Rcpt => done(&[250, 251], &[450, 451, 452, 454, 455, 503, 530, 550, 551, 552, 553, 554, 555, 556]),
        Verb::Data => asks(&[], &[354], &[451, 452, 503, 530, 554]),
        Verb::Bdat => done(&[250], &[450, 451, 452, 502, 503, 530, 550, 552, 554]),
        Verb::Burl => done(&[250], &[450, 451, 452, 502, 503, 530, 550, 552, 554]),
        Verb::Rset => done(&[250], &[530]),
        Verb::Noop => done(&[250], &[]),
        Verb::Quit => done(&[221], &[]),
        Verb::Vrfy => done(&[250, 251, 252], &[502, 503, 504, 530, 550, 551, 553]),
        Verb::Expn => done(&[250, 252], &[502, 503, 504, 530, 550]),
        Verb::Help => done(&[211, 214], &[502, 503, 504, 530]),
        Verb::StartTls => done(&[220], &[454, 502, 503]),
        Verb::Auth => asks(&[235], &[334], &[432, 454, 502, 503, 504, 530, 534, 535, 538]),
        Verb::Etrn => done(&[250, 251, 252, 253], &[458, 459, 502, 503, 530]),
        Verb::Atrn => done(&[250], &[450, 451, 453, 502, 503, 530]),
        Verb::Send | Verb::Soml | Verb::Saml => done(&[250], &[451, 452, 502, 503, 552]),
        Verb::Turn => done(&[250], &[502, 503]),
        Verb::Xclient => done(&[220], &[502, 503, 550]),
        Verb::Xforward => done(&[250], &[502, 503, 550]),
        Verb::Verb | Verb::Onex => done(&[250], &[502]),
        Verb::XExps => asks(&[235], &[334], &[502, 503, 504, 535]),
        Verb::XLink2State => done(&[200, 250], &[502]),
        Verb::Xexch50 => asks(&[250], &[354], &[502, 504]),
        Verb::XAnonymousTls => done(&[220], &[454, 502]),
        Verb::Other => done(&[], &[502]),
    }
}

type Codes = &'static [u16];

const fn done(success: Codes, error: Codes) -> Expected {
    Expected {
        success,
        intermediate: &[],
        error,
    }
}

const fn asks(success: Codes, intermediate: Codes, error: Codes) -> Expected {
    Expected {
        success,
        intermediate,
        error,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::{Class, class};
    use super::*;

    #[test]
    fn each_code_stands_where_its_first_digit_says() {
        let verbs = Verb::ALL.iter().map(|verb| Step::Command(*verb));
        for step in verbs.chain([Step::Greeting, Step::Message, Step::Authentication]) {
            let codes = expected(step);
            assert!(
                codes
                    .success
                    .iter()
                    .all(|code| class(*code) == Some(Class::Success)),
                "{step:?}"
            );
            assert!(
                codes
                    .intermediate
                    .iter()
                    .all(|code| class(*code) == Some(Class::Intermediate)),
                "{step:?}"
            );
            assert!(
                codes
                    .error
                    .iter()
                    .all(|code| class(*code) >= Some(Class::Transient)),
                "{step:?}"
            );
            assert!(codes.error.is_sorted(), "{step:?}");
            assert!(
                !codes.success.is_empty() || !codes.intermediate.is_empty(),
                "{step:?}"
            );
        }
    }

    #[test]
    fn the_table_of_the_standard() {
        let cases = [
            (Step::Greeting, "220 421 521 554", "250 354"),
            (
                Step::Command(Verb::Ehlo),
                "250 421 502 504 550",
                "220 354 450",
            ),
            (
                Step::Command(Verb::Mail),
                "250 355 455 503 550 552 553 555",
                "251 354 551 556",
            ),
            (
                Step::Command(Verb::Rcpt),
                "250 251 450 451 452 454 455 503 550 551 552 553 555 556",
                "354 252",
            ),
            (Step::Command(Verb::Data), "354 503 554", "250"),
            (Step::Message, "250 450 451 452 550 552 554", "354 251"),
            (
                Step::Command(Verb::Vrfy),
                "250 251 252 502 503 504 550 551 553",
                "354",
            ),
            (Step::Command(Verb::Rset), "250 421 500 501 530", "503 550"),
            (Step::Command(Verb::Noop), "250 421", "503 530"),
            (Step::Command(Verb::Help), "211 214 502 503 530", "550"),
            (Step::Command(Verb::Helo), "250 530", "354"),
            (Step::Command(Verb::Quit), "221", "250"),
            (Step::Command(Verb::StartTls), "220 454 501", "250 535"),
            (
                Step::Command(Verb::Auth),
                "235 334 432 454 503 504 530 534 535 538",
                "250",
            ),
            (Step::Command(Verb::Other), "500 502", "250"),
        ];
        for (step, may, may_not) in cases {
            let codes = expected(step);
            assert!(
                may.split(' ')
                    .all(|code| codes.contains(code.parse().unwrap())),
                "{step:?}"
            );
            assert!(
                !may_not
                    .split(' ')
                    .any(|code| codes.contains(code.parse().unwrap())),
                "{step:?}"
            );
        }
    }
}
