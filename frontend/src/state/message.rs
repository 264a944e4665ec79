//! The message editor.

use ehlo_protocol::client::Stuffing;

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

/// A small message from the envelope, to begin with (RFC 5322 §3.6: From and Date are all that must be there).
pub(crate) fn sample(
    sender: &str,
    recipients: &[String],
    subject: &str,
    date: &str,
    body: &str,
) -> String {
    let sender = if sender.is_empty() {
        "mailer-daemon@localhost"
    } else {
        sender
    };
    let to = recipients.join(", ");
    [
        "From: <",
        sender,
        ">\nTo: ",
        &to,
        "\nSubject: ",
        subject,
        "\nDate: ",
        date,
        "\n\n",
        body,
        "\n",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
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
    fn only_lines_that_begin_with_a_dot_are_stuffed() {
        let mut message = Message::default();
        assert!(message.is_stuffed(".a") && message.is_stuffed(".") && !message.is_stuffed("a."));
        message.apply(MessageAction::Stuff(Stuffing::AsTyped));
        assert!(!message.is_stuffed(".a"));
    }
}
