//! What the server does and says when it takes a command.

use super::path_text::path_text;
use super::sign_in::NOT_YET;
use super::{Output, Reading, Server};
use crate::command::{Arguments, Command};
use crate::data::DataDecoder;
use crate::verb::Verb;

impl Server {
    pub(super) fn accept(&mut self, command: &Command<'_>) {
        match command.verb {
            Verb::Ehlo | Verb::Lhlo => self.say_hello(command),
            Verb::Helo => {
                let host = self.behaviour.settings.host.clone();
                self.say(&[format!("250 {host}")]);
            }
            Verb::Mail => {
                let path = path_of(command);
                self.done("2.1.0", &format!("Sender{path} ok"));
            }
            Verb::Rcpt => {
                let path = path_of(command);
                self.done("2.1.5", &format!("Recipient{path} ok"));
            }
            Verb::Data => {
                let limit =
                    usize::try_from(self.behaviour.settings.max_message).unwrap_or(usize::MAX);
                self.reading = Reading::Data(DataDecoder::new(limit));
                self.say(&["354 Send the message, end with a line of a single dot".to_owned()]);
            }
            Verb::Rset => {
                self.chunks = Vec::new();
                self.done("2.0.0", "Forgotten");
            }
            Verb::Vrfy => {
                self.say_enhanced(252, "2.5.0", "Cannot verify, will take the mail and try")
            }
            Verb::Help => self.say_help(command),
            // Nothing is ever queued here (RFC 1985 §5.1).
            Verb::Etrn => self.say_enhanced(251, "2.0.0", "No mail waits for this domain"),
            Verb::Expn => self.say_enhanced(252, "2.5.0", "Cannot tell who is on that list"),
            Verb::StartTls => {
                self.say_enhanced(220, "2.0.0", "Ready to start TLS");
                // What came in clear behind STARTTLS must not be read under TLS (RFC 3207 §4.2).
                self.input.take_rest();
                self.output.push_back(Output::StartTls);
            }
            Verb::Auth => match self.sign_in {
                Some(sign_in) => sign_in.begin(self, command),
                None => self.refuse(NOT_YET),
            },
            Verb::Quit => {
                let text = format!("{} closes the connection", self.behaviour.settings.host);
                self.say_enhanced(221, "2.0.0", &text);
                self.close();
            }
            _ => self.done("2.0.0", "Ok"),
        }
    }

    fn say_hello(&mut self, command: &Command<'_>) {
        let name = match command.arguments {
            Arguments::Hello { name, .. } => command.text(name),
            _ => String::new(),
        };
        self.chunks = Vec::new();
        let mut lines = vec![format!(
            "250 {} greets {name}",
            self.behaviour.settings.host
        )];
        let announced = self.behaviour.settings.announced(self.session.tls);
        lines.extend(announced.iter().map(|line| format!("250 {line}")));
        self.say_lines(&lines);
    }

    /// The commands that are in order now, or how the one is written that was asked about.
    fn say_help(&mut self, command: &Command<'_>) {
        let asked = command.of(command.rest).trim_ascii();
        if !asked.is_empty() {
            match Verb::recognise(asked) {
                Verb::Other => self.say_enhanced(504, "5.5.4", "No help on this"),
                verb => self.say_enhanced(214, "2.0.0", verb.syntax()),
            }
            return;
        }
        let verbs: Vec<&str> = crate::complete::suggestions(&self.session)
            .into_iter()
            .map(|suggestion| suggestion.verb.name())
            .collect();
        self.say_enhanced(214, "2.0.0", &verbs.join(" "));
    }
}

/// The path to say back, behind a space. A reply is ASCII, so another one is not said.
fn path_of(command: &Command<'_>) -> String {
    let path = command.envelope().and_then(|envelope| envelope.path);
    let text = path.map(|path| path_text(command.line, &path));
    let text = text.unwrap_or_default();
    if text.is_ascii() {
        format!(" <{text}>")
    } else {
        String::new()
    }
}
