//! Whether the server takes a command.

use super::Server;
use crate::check;
use crate::command::Command;
use crate::diagnostic::ExpectedReply;
use crate::line::Line;
use crate::phase::{Order, Phase, Step};
use crate::record::expected_reply;
use crate::session::MAX_RECIPIENTS;
use crate::session::Mode;
use crate::verb::Verb;

impl Server {
    /// The refusal of a command: for its form and order by the rules, then for what this server is.
    pub(super) fn verdict(&self, line: &Line, command: &Command<'_>) -> Option<ExpectedReply> {
        if line.wire_length() > super::MAX_COMMAND_LINE {
            return Some(ExpectedReply {
                code: 500,
                enhanced: if command.verb == Verb::Auth {
                    "5.5.6"
                } else {
                    "5.5.2"
                },
                text: "Line too long",
            });
        }
        // Who turns everybody away does so whatever is said.
        let serves = !matches!(self.session.phase, Phase::Refused | Phase::NoService);
        if let Some(refusal) = self.unknown_here(command.verb).filter(|_| serves) {
            return Some(refusal);
        }
        let findings = check::line(&self.session, line, self.behaviour.settings.profile);
        expected_reply(&findings).or_else(|| self.own_refusal(command))
    }

    /// Verbs that this server does not have, whatever the rules think of them.
    fn unknown_here(&self, verb: Verb) -> Option<ExpectedReply> {
        let settings = &self.behaviour.settings;
        let unknown = ExpectedReply {
            code: 500,
            enhanced: "5.5.1",
            text: "Command not recognized",
        };
        let missing = ExpectedReply {
            code: 502,
            enhanced: "5.5.1",
            text: "Command not implemented",
        };
        match verb {
            Verb::Ehlo if settings.helo_only => Some(missing),
            Verb::Ehlo | Verb::Helo if settings.mode == Mode::Lmtp => Some(unknown),
            Verb::Lhlo if settings.mode != Mode::Lmtp => Some(unknown),
            Verb::Ehlo
            | Verb::Helo
            | Verb::Lhlo
            | Verb::Mail
            | Verb::Rcpt
            | Verb::Data
            | Verb::Rset
            | Verb::Noop
            | Verb::Quit
            | Verb::Vrfy
            | Verb::Help
            | Verb::Other => None,
            _ if verb
                .extension()
                .is_some_and(|keyword| settings.announces(keyword)) =>
            {
                None
            }
            _ => Some(missing),
        }
    }

    /// What this server refuses that no rule is about: its own capacity and its own choice.
    fn own_refusal(&self, command: &Command<'_>) -> Option<ExpectedReply> {
        let settings = &self.behaviour.settings;
        let step = command.step();
        let exempt = matches!(
            step,
            Step::Hello | Step::StartTls | Step::Quit | Step::Reset
        ) || command.verb == Verb::Noop;
        if settings.requires_tls && !self.session.tls && !exempt {
            return Some(ExpectedReply {
                code: 530,
                enhanced: "5.7.0",
                text: "Say STARTTLS first",
            });
        }
        let signs_in = matches!(step, Step::Auth | Step::AuthResponse);
        if settings.requires_auth && !self.session.authenticated && !exempt && !signs_in {
            return Some(ExpectedReply {
                code: 530,
                enhanced: "5.7.0",
                text: "Sign in with AUTH first",
            });
        }
        // A rule names what is out of order; the table is the last word where no rule has a reply.
        if let Order::Refused(code) = self.session.phase.order(step) {
            return Some(ExpectedReply {
                code,
                enhanced: "5.5.1",
                text: "Bad sequence of commands",
            });
        }
        match command.verb {
            // A session keeps no more than so many, whatever the settings say.
            Verb::Rcpt
                if self.session.accepted_recipients()
                    >= settings.max_recipients.min(MAX_RECIPIENTS) =>
            {
                Some(ExpectedReply {
                    code: 452,
                    enhanced: "4.5.3",
                    text: "Too many recipients in one transaction",
                })
            }
            Verb::Other => Some(ExpectedReply {
                code: 500,
                enhanced: "5.5.1",
                text: "Command not recognized",
            }),
            _ => None,
        }
    }
}
