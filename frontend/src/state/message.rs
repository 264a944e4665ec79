//! The message editor.

use std::rc::Rc;

use ehlo_protocol::client::Stuffing;
use ehlo_protocol::diagnostic::Fix;
use ehlo_protocol::server::date;

use crate::place;

/// Drafts that are kept. Whoever leaves one more in one tab no longer knows the first; that one goes.
pub(crate) const MAX_KEPT: usize = 50;

/// What is typed between DATA and the final dot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// The text as typed, lines ended by LF.
    pub(crate) text: String,
    /// Whether leading dots are doubled.
    pub(crate) stuffing: Stuffing,
    /// Drafts that left the editor without being sent, the last one last.
    pub(crate) kept: Rc<Vec<Rc<str>>>,
    /// Whether the page wrote the text itself, and nobody has touched it: then nothing is lost with it.
    pub(crate) is_sample: bool,
}

/// What can happen to the message editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MessageAction {
    /// The text was changed.
    Typed(String),
    /// The page wrote a message into the empty editor.
    Sample(String),
    /// A fix was taken.
    Fix(Fix),
    /// Dots are to be doubled, or not.
    Stuff(Stuffing),
    /// It was sent.
    Sent,
    /// A draft that is kept is wanted in place of what stands there.
    BringBack,
    /// The drafts that are kept are not wanted any more.
    DropKept,
}

impl Message {
    /// Changes it.
    pub(crate) fn apply(&mut self, action: MessageAction) {
        match action {
            MessageAction::Typed(text) => self.write(text),
            MessageAction::Sample(text) => {
                self.write(text);
                self.is_sample = true;
            }
            MessageAction::Fix(fix) => {
                let span = fix.span.range();
                self.write(place::replaced(&self.text, span.start, span.end, &fix.text).0);
            }
            MessageAction::Stuff(stuffing) => self.stuffing = stuffing,
            MessageAction::Sent => {
                self.write(String::new());
                self.stuffing = Stuffing::default();
            }
            MessageAction::BringBack => self.bring_back(),
            MessageAction::DropKept => self.kept = Rc::default(),
        }
    }

    /// Another message takes the place of the draft, which is kept.
    pub(crate) fn replace(&mut self, text: String) {
        if self.is_draft() && self.text != text {
            let draft = std::mem::take(&mut self.text);
            let kept = Rc::make_mut(&mut self.kept);
            kept.retain(|other| **other != *draft);
            kept.push(draft.into());
            if kept.len() > MAX_KEPT {
                kept.remove(0);
            }
        }
        self.write(text);
    }

    /// The draft that was kept last stands in the editor again. What stands there goes behind all the others: so each
    /// comes in its turn.
    fn bring_back(&mut self) {
        let is_draft = self.is_draft();
        let kept = Rc::make_mut(&mut self.kept);
        if let Some(draft) = kept.pop() {
            if is_draft {
                kept.insert(0, self.text.as_str().into());
            }
            self.write(draft.to_string());
        }
    }

    /// Whether somebody's work is lost with the text.
    fn is_draft(&self) -> bool {
        !self.is_sample && !self.text.trim().is_empty()
    }

    fn write(&mut self, text: String) {
        self.text = text;
        self.is_sample = false;
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

    fn typed(text: &str) -> MessageAction {
        MessageAction::Typed(text.to_owned())
    }

    #[test]
    fn each_draft_that_is_kept_comes_back_in_its_turn() {
        let mut message = Message::default();
        for draft in ["one", "two", "three"] {
            message.apply(typed(draft));
            message.replace(String::new());
        }
        message.apply(typed("four"));
        let mut seen = Vec::new();
        for _ in 0..5 {
            message.apply(MessageAction::BringBack);
            seen.push(message.text.clone());
        }
        assert_eq!(seen, ["three", "two", "one", "four", "three"]);
        message.apply(MessageAction::Sent);
        assert_eq!((&*message.text, message.kept.len()), ("", 3));
        message.apply(MessageAction::BringBack);
        assert_eq!((&*message.text, message.kept.len()), ("two", 2));
        message.apply(MessageAction::DropKept);
        assert_eq!((&*message.text, message.kept.len()), ("two", 0));
        message.apply(MessageAction::BringBack);
        assert_eq!(message.text, "two", "there is none");
    }

    #[test]
    fn what_is_nobodys_work_is_not_kept() {
        let mut message = Message::default();
        for action in [
            typed(""),
            typed(" \n"),
            MessageAction::Sample("made".to_owned()),
        ] {
            message.apply(action);
            message.replace("pasted".to_owned());
            assert_eq!(message.kept.len(), 0);
            message.apply(MessageAction::Sent);
        }
        message.apply(MessageAction::Sample("made".to_owned()));
        message.apply(typed("made better"));
        message.replace(String::new());
        assert_eq!(*message.kept, ["made better".into()]);
    }

    #[test]
    fn as_many_drafts_are_kept_as_there_is_room_for_and_none_twice() {
        let mut message = Message::default();
        for number in 0..MAX_KEPT + 5 {
            message.replace(number.to_string());
            message.replace("again".to_owned());
        }
        message.replace(String::new());
        assert_eq!(message.kept.len(), MAX_KEPT);
        let again = message.kept.iter().filter(|draft| &***draft == "again");
        assert_eq!(again.count(), 1);
    }

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
