//! Where the server said no: what its reply means there, and what to do.

use ehlo_protocol::code::{self, Sense, sense};
use ehlo_protocol::command::Command;
use ehlo_protocol::import::Import;
use ehlo_protocol::phase::Step;
use ehlo_protocol::reading::Location;
use ehlo_protocol::reference::Reference;
use ehlo_protocol::reply::{Reply, ReplyLine};
use ehlo_protocol::sign_in::SignInRefusal;
use ehlo_protocol::span::Span;
use ehlo_protocol::transcript::{Entry, Speech};

use crate::catalogue::{find, text, text_with};

/// A reply that refuses.
pub(super) struct Refusal<'a> {
    /// The entry of the reply.
    pub(super) entry: &'a Entry,
    pub(super) reply: &'a Reply,
    pub(super) code: u16,
    /// Where its code stands.
    pub(super) location: Location,
    /// What it answers.
    step: Option<Step>,
    /// The verb that it answers, or another word for it.
    answers: String,
}

impl<'a> Refusal<'a> {
    /// Every refusal of a text, from top to bottom.
    pub(super) fn all(import: &'a Import) -> Vec<Self> {
        let entries = import.record.transcript().entries();
        let refusals = entries.iter().filter_map(|entry| {
            let Speech::Reply {
                reply,
                answers,
                step,
            } = &entry.speech
            else {
                return None;
            };
            let code = reply.code().filter(|code| (400..600).contains(code))?;
            let answered = answers.and_then(|number| entries.get(number));
            Some(Self {
                entry,
                reply,
                code,
                location: import.source.locate(entry, Span::new(0, 3))?,
                step: *step,
                answers: name(*step, answered.map(AsRef::as_ref)),
            })
        });
        refusals.collect()
    }

    /// What stands in brackets: the codes.
    pub(super) fn codes(&self) -> String {
        let enhanced = self.reply.enhanced().map(|code| format!(" {code}"));
        format!("{}{}", self.code, enhanced.unwrap_or_default())
    }

    /// One line that stands alone.
    pub(super) fn message(&self) -> String {
        let name = match self.code {
            400..500 => "program-check-put-off",
            _ => "program-check-refused",
        };
        text_with(name, &[("what", self.answers.as_str().into())])
    }

    /// What the code means as the answer to this.
    pub(super) fn meaning(&self) -> String {
        self.about(None)
    }

    /// What to do next.
    pub(super) fn advice(&self) -> String {
        self.about(Some("advice"))
    }

    fn about(&self, variant: Option<&str>) -> String {
        let name = format!("code-{}", self.code);
        let class = format!("code-class-{}", self.code / 100);
        let sense: Option<Sense> = self.step.and_then(|step| sense(self.code, step));
        if let Some(sense) = sense {
            let here = format!("{name}-{}", sense.name());
            return text(
                &variant.map_or_else(|| here.clone(), |variant| format!("{here}.{variant}")),
            );
        }
        let variant = variant.unwrap_or("meaning");
        find(&format!("{name}.{variant}")).unwrap_or_else(|| text(&format!("{class}.{variant}")))
    }

    /// What the enhanced code adds, where it says more than the code.
    pub(super) fn enhanced(&self) -> Option<(String, String)> {
        let code = self.reply.enhanced()?;
        if code.detail == 0 {
            return None;
        }
        let name = code.explanation_names().find(|name| find(name).is_some())?;
        let advice = find(&format!("{name}.advice")).unwrap_or_default();
        Some((code.to_string(), format!("{}. {advice}", text(&name))))
    }

    /// What a refused sign-in means in the words of its provider, and what to do next.
    pub(super) fn sign_in(&self) -> Option<String> {
        let known = SignInRefusal::recognise(self.reply)?;
        let name = format!("sign-in-{}", known.name);
        let sentences =
            ["", ".meaning", ".advice"].map(|variant| text(&format!("{name}{variant}")));
        let [title, meaning, advice] = sentences;
        Some(format!("{title}. {meaning} {advice}"))
    }

    /// All of its text, where it has several lines.
    pub(super) fn whole(&self) -> Option<String> {
        if self.reply.lines.len() < 2 {
            return None;
        }
        let texts: Vec<String> = self
            .reply
            .lines
            .iter()
            .map(|line| String::from_utf8_lossy(line.text()).into_owned())
            .collect();
        Some(texts.join(" "))
    }

    /// Its first line as it is on record: what of it is a secret is masked.
    pub(super) fn line(&self) -> Vec<u8> {
        let line: Option<&ReplyLine> = self.reply.lines.first();
        line.map(|line| line.line.bytes.clone()).unwrap_or_default()
    }

    pub(super) fn reference(&self) -> Option<Reference> {
        code::find(self.code).map(|known| known.reference)
    }
}

/// What a reply answers, in a word.
fn name(step: Option<Step>, answered: Option<&Entry>) -> String {
    match step {
        None => text("program-check-answers-nothing"),
        Some(Step::Greeting) => text("program-check-answers-greeting"),
        Some(Step::EndOfData) => text("program-check-answers-message"),
        Some(Step::AuthResponse) => text("program-check-answers-sign-in"),
        Some(_) => {
            let bytes = answered.map(Entry::bytes).unwrap_or_default();
            let verb = bytes
                .split(|octet| matches!(octet, b' ' | b'\r' | b'\n'))
                .next();
            let command = Command::read(verb.unwrap_or_default());
            command.text(command.verb_span).to_ascii_uppercase()
        }
    }
}
