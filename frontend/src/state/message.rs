//! The message editor.

use ehlo_protocol::client::Stuffing;
use ehlo_protocol::diagnostic::Fix;
use ehlo_protocol::server::date;

use crate::place;

/// What is typed between DATA and the final dot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// The text as typed, lines ended by LF.
    pub(crate) text: String,
    /// Whether leading dots are doubled.
    pub(crate) stuffing: Stuffing,
}

/// What can happen to the message editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MessageAction {
    /// The text was changed.
    Typed(String),
    /// A fix was taken.
    Fix(Fix),
    /// Dots are to be doubled, or not.
    Stuff(Stuffing),
    /// It was sent.
    Sent,
}

impl Message {
    /// Changes it.
    pub(crate) fn apply(&mut self, action: MessageAction) {
        match action {
            MessageAction::Typed(text) => self.text = text,
            MessageAction::Fix(fix) => {
                let span = fix.span.range();
                self.text = place::replaced(&self.text, span.start, span.end, &fix.text).0;
            }
            MessageAction::Stuff(stuffing) => self.stuffing = stuffing,
            MessageAction::Sent => *self = Self::default(),
        }
    }

    /// Whether a line gets a second dot on its way (RFC 5321 §4.5.2).
    pub(crate) fn is_stuffed(&self, line: &str) -> bool {
        self.stuffing == Stuffing::Apply && line.starts_with('.')
    }

    /// The text before a single dot that was just typed on the last line, at `cursor`: that dot ends the data.
    pub(crate) fn ended_by_dot(&self, cursor: usize) -> Option<&str> {
        let before = self.text.get(..cursor)?.strip_suffix('.')?;
        let alone = before.is_empty() || before.ends_with('\n');
        (alone && cursor == self.text.len()).then_some(before)
    }
}

/// What a small message is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    /// The reverse-path; empty for `<>`.
    pub(crate) sender: String,
    /// The accepted forward-paths.
    pub(crate) recipients: Vec<String>,
    /// The name that the client gave.
    pub(crate) hello: String,
    /// The subject.
    pub(crate) subject: String,
    /// The body.
    pub(crate) body: String,
    /// Now, in milliseconds since 1970.
    pub(crate) now_ms: u64,
}

impl Sample {
    /// The message, lines ended by LF (RFC 5322 §3.6).
    pub(crate) fn write(&self) -> String {
        let sender = if self.sender.is_empty() {
            "mailer-daemon@localhost.example"
        } else {
            &self.sender
        };
        let to: Vec<String> = self
            .recipients
            .iter()
            .map(|recipient| ["<", recipient, ">"].concat())
            .collect();
        // A host that named itself by its address still needs a domain behind the @.
        let host = if self.hello.starts_with('[') || self.hello.is_empty() {
            "client.example"
        } else {
            &self.hello
        };
        let lines = [
            ["From: <", sender, ">"].concat(),
            ["To: ", &to.join(", ")].concat(),
            ["Subject: ", &self.subject].concat(),
            ["Date: ", &date(self.now_ms)].concat(),
            ["Message-ID: <", &self.now_ms.to_string(), "@", host, ">"].concat(),
            String::new(),
            self.body.clone(),
            String::new(),
        ];
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::client::Client;
    use ehlo_protocol::diagnostic::Profile;
    use ehlo_protocol::session::Mode;

    use super::*;

    #[test]
    fn a_dot_alone_on_the_last_line_ends_the_data() {
        let ended = |text: &str| {
            Message {
                text: text.into(),
                ..Message::default()
            }
            .ended_by_dot(text.len())
            .map(str::to_owned)
        };
        assert_eq!(
            ended("Subject: x\n\nbody\n."),
            Some("Subject: x\n\nbody\n".to_owned())
        );
        assert_eq!(ended("."), Some(String::new()));
        assert_eq!(ended("body."), None);
        assert_eq!(ended("body\n.."), None);
        let message = Message {
            text: "a\n.\nb".into(),
            ..Message::default()
        };
        assert_eq!(message.ended_by_dot(3), None, "not the last line");
    }

    #[test]
    fn the_sample_is_a_message_without_fault() {
        let sample = Sample {
            sender: "ann@example.org".into(),
            recipients: vec!["bob@example.com".into(), "eve@example.com".into()],
            hello: "client.example.org".into(),
            subject: "A first message".into(),
            body: "Hello.".into(),
            now_ms: 1_795_000_000_000,
        };
        let mut client = Client::new(Mode::Smtp, Profile::Strict);
        client.connected(0);
        for (line, reply) in [
            (None, "220 mx.example.com\r\n"),
            (Some("EHLO client.example.org"), "250 mx.example.com\r\n"),
            (Some("MAIL FROM:<ann@example.org>"), "250 ok\r\n"),
            (Some("RCPT TO:<bob@example.com>"), "250 ok\r\n"),
            (Some("RCPT TO:<eve@example.com>"), "250 ok\r\n"),
            (Some("DATA"), "354 go on\r\n"),
        ] {
            if let Some(line) = line {
                client.send_line(line.as_bytes(), 0);
            }
            client.receive(reply.as_bytes(), 0);
        }
        let found = client.check_content(sample.write().as_bytes(), Stuffing::Apply);
        assert_eq!(found, [], "{}", sample.write());
    }

    #[test]
    fn only_lines_that_begin_with_a_dot_are_stuffed() {
        let mut message = Message::default();
        assert!(message.is_stuffed(".a") && message.is_stuffed(".") && !message.is_stuffed("a."));
        message.apply(MessageAction::Stuff(Stuffing::AsTyped));
        assert!(!message.is_stuffed(".a"));
    }
}
