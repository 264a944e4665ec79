//! The command line: what is typed, where the cursor is, what was said before.

use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use ehlo_protocol::complete::Completion;
use ehlo_protocol::diagnostic::Fix;

use crate::place;

/// Lines that the history keeps; the oldest goes first.
pub(crate) const MAX_HISTORY: usize = 200;

/// Lines that wait to be sent one by one: as many as a long mail has, and no tab's trouble.
pub(crate) const MAX_QUEUE: usize = 20_000;

/// The command line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Composer {
    /// What is typed.
    pub(crate) line: Rc<str>,
    /// Where the cursor is, as an octet offset.
    pub(crate) cursor: usize,
    /// Counts the changes that the page made to the line: the field follows them with its cursor.
    pub(crate) placed: u32,
    /// Whether the line has errors and the user was asked to press Enter again.
    pub(crate) asks: bool,
    /// The number of the completion that is marked, where the list is open.
    pub(crate) marked: Option<usize>,
    /// Whether Tab leaves the field, because the list was closed with Escape.
    pub(crate) tab_leaves: bool,
    /// Pasted lines that wait.
    pub(crate) queue: Rc<VecDeque<String>>,
    /// How many lines of the last paste found no place among them.
    pub(crate) left_out: usize,
    /// Lines that waited when others came by a link.
    pub(crate) kept: Rc<VecDeque<String>>,
    /// Whether the line is one of them, whose turn has come.
    is_queued: bool,
    /// Whether all that waits came by a link.
    is_linked: bool,
    /// Lines that were sent, oldest first.
    history: Rc<Vec<Rc<str>>>,
    /// Where in the history we look, and the line that was left for it.
    looking: Option<(usize, Rc<str>)>,
}

/// What can happen to the command line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LineAction {
    /// It was changed by typing; the cursor stands at this offset.
    Typed(String, usize),
    /// Several lines were pasted in place of these octets.
    Pasted(String, Range<usize>),
    /// Lines came by a link, which take the place of those that wait.
    Linked(String),
    /// The lines that waited before are wanted in place of those that wait now.
    BringBack,
    /// The cursor moved.
    Moved(usize),
    /// A suggestion is to stand in it.
    Insert(String),
    /// A completion was taken.
    Complete(Completion),
    /// The list of completions was opened, or the mark in it moved.
    Mark(usize),
    /// The list was closed.
    CloseList,
    /// A fix was taken.
    Fix(Fix),
    /// The line before in the history is wanted.
    Back,
    /// The line after in the history is wanted.
    Forward,
    /// The user is asked to press Enter again.
    Ask,
    /// The line was sent; a secret is not kept.
    Sent {
        /// Whether the line holds a secret.
        secret: bool,
    },
    /// The pasted lines that wait are dropped.
    DropQueue,
}

impl Composer {
    /// Whether a line of the history stands in the field.
    pub(crate) fn is_looking_back(&self) -> bool {
        self.looking.is_some()
    }

    /// Changes it.
    pub(crate) fn apply(&mut self, action: LineAction) {
        match action {
            LineAction::Typed(text, cursor) => self.typed(&text, cursor),
            LineAction::Pasted(text, place) => self.pasted(&text, place),
            LineAction::Linked(text) => self.linked(&text),
            LineAction::BringBack => self.bring_back(),
            LineAction::Moved(cursor) => self.cursor = cursor.min(self.line.len()),
            LineAction::Insert(text) => {
                let cursor = text.len();
                self.place(text, cursor);
            }
            LineAction::Complete(completion) => {
                let span = completion.span.range();
                let (line, cursor) =
                    place::replaced(&self.line, span.start, span.end, &completion.insert);
                self.place(line, cursor);
            }
            LineAction::Mark(number) => self.marked = Some(number),
            LineAction::CloseList => {
                self.marked = None;
                self.tab_leaves = true;
            }
            LineAction::Fix(fix) => {
                let span = fix.span.range();
                let (line, cursor) = place::replaced(&self.line, span.start, span.end, &fix.text);
                self.place(line, cursor);
            }
            LineAction::Back => self.back(),
            LineAction::Forward => self.forward(),
            LineAction::Ask => self.asks = true,
            LineAction::Sent { secret } => self.sent(secret),
            LineAction::DropQueue => {
                self.queue = Rc::default();
                self.left_out = 0;
            }
        }
    }

    /// Whether what is typed is the beginning of a line.
    pub(crate) fn is_begun(&self, line: &str) -> bool {
        let begun = line.get(..self.line.len());
        begun.is_some_and(|begun| begun.eq_ignore_ascii_case(&self.line))
    }

    /// What is typed enters the history, where the arrow keys find it.
    pub(crate) fn remember(&mut self) {
        let history = Rc::make_mut(&mut self.history);
        if !self.line.is_empty() && history.last() != Some(&self.line) {
            history.push(Rc::clone(&self.line));
            if history.len() > MAX_HISTORY {
                history.remove(0);
            }
        }
        self.looking = None;
    }

    /// What the lines that wait have for the message that begins now: all up to their final dot, without the dots that
    /// were doubled for the way.
    pub(crate) fn take_message(&mut self) -> Option<String> {
        if !self.is_queued {
            return None;
        }
        let mut lines = std::mem::take(Rc::make_mut(&mut self.queue));
        lines.push_front(self.line.to_string());
        let end = lines.iter().position(|line| line == ".");
        let rest = lines.split_off(end.map_or(lines.len(), |end| end + 1));
        lines.truncate(end.unwrap_or(lines.len()));
        let message: Vec<&str> = lines
            .iter()
            .map(|line| line.strip_prefix('.').unwrap_or(line))
            .collect();
        let message = message.join("\n");
        self.queue = Rc::new(rest);
        self.take_next();
        Some(message)
    }

    /// The next line that waits stands in the field.
    fn take_next(&mut self) {
        let next = Rc::make_mut(&mut self.queue).pop_front();
        let is_queued = next.is_some();
        let next = next.unwrap_or_default();
        let end = next.len();
        self.place(next, end);
        self.is_queued = is_queued;
    }

    /// A line of the page's own making, which the field has to follow.
    fn place(&mut self, line: String, cursor: usize) {
        self.cursor = cursor.min(line.len());
        self.line = line.into();
        self.placed += 1;
        self.changed();
    }

    fn changed(&mut self) {
        self.is_queued = false;
        self.asks = false;
        self.marked = None;
        self.tab_leaves = false;
    }

    fn typed(&mut self, text: &str, cursor: usize) {
        self.looking = None;
        // A line has no line ends; what drops some into the field means one line.
        self.line = text.replace(['\r', '\n'], "").into();
        self.cursor = cursor.min(self.line.len());
        if self.line.len() != text.len() {
            self.placed += 1;
        }
        self.changed();
    }

    /// Of several lines the first stands in the field, and the others wait.
    fn pasted(&mut self, text: &str, place: Range<usize>) {
        self.looking = None;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let mut queue: VecDeque<String> = rest.lines().map(str::to_owned).collect();
        queue.extend(self.queue.iter().cloned());
        self.left_out = queue.len().saturating_sub(MAX_QUEUE);
        queue.truncate(MAX_QUEUE);
        self.queue = Rc::new(queue);
        self.is_linked = false;
        let (line, cursor) = place::replaced(&self.line, place.start, place.end, first);
        self.place(line, cursor);
    }

    /// Lines of another link are had again from the browser's history. Lines that were pasted are not.
    fn linked(&mut self, text: &str) {
        let mut waited = std::mem::take(Rc::make_mut(&mut self.queue));
        if !self.is_linked {
            if self.is_queued {
                waited.push_front(self.line.to_string());
            }
            waited.extend(self.kept.iter().cloned());
            self.kept = Rc::new(waited);
        }
        self.place(String::new(), 0);
        self.pasted(text, 0..0);
        self.is_linked = true;
    }

    /// The lines that are kept come first, and what waits comes behind them.
    fn bring_back(&mut self) {
        let mut lines = std::mem::take(Rc::make_mut(&mut self.kept));
        if self.is_queued {
            lines.push_back(self.line.to_string());
        }
        lines.extend(self.queue.iter().cloned());
        self.queue = Rc::new(lines);
        self.is_linked = false;
        self.take_next();
    }

    fn back(&mut self) {
        let (at, left) = match self.looking.take() {
            Some((at, left)) => (at, left),
            None => (self.history.len(), Rc::clone(&self.line)),
        };
        let before = at.saturating_sub(1);
        if let Some(line) = self.history.get(before).filter(|_| at > 0) {
            let line = line.to_string();
            self.place(line.clone(), line.len());
            self.looking = Some((before, left));
        } else if at < self.history.len() {
            self.looking = Some((at, left));
        }
    }

    fn forward(&mut self) {
        let Some((at, left)) = self.looking.take() else {
            return;
        };
        let line = self.history.get(at + 1);
        let text = line.unwrap_or(&left).to_string();
        let found = line.is_some();
        self.place(text.clone(), text.len());
        if found {
            self.looking = Some((at + 1, left));
        }
    }

    fn sent(&mut self, secret: bool) {
        if !secret {
            self.remember();
        }
        self.looking = None;
        self.take_next();
    }
}

#[cfg(test)]
mod tests;
