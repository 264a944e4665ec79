//! `ehlo explain`: what a rule, a command, a parameter, a keyword, a code or a phase is.

use std::io::{self, Write};

use ehlo_protocol::rules;

pub use self::article::{Article, Fact};
pub(crate) use self::rule::family;
pub use self::topic::Topic;
use crate::arguments::Explain;
use crate::catalogue::text_with;

mod article;
mod code;
mod enhanced;
mod json;
mod keyword;
mod list;
mod nearest;
mod parameter;
mod phase;
mod rule;
mod sign_in;
mod terminal;
mod topic;
mod verb;

/// Explains what was asked for, on standard output. Gives whether every word was known.
///
/// # Errors
/// Where the words cannot be written.
pub fn explain(arguments: &Explain) -> anyhow::Result<bool> {
    let mut text = String::new();
    let mut unknown = Vec::new();
    if arguments.all {
        text = if arguments.json {
            json::rules(rules::all())?
        } else {
            list::rules()
        };
    } else {
        let mut articles = Vec::new();
        for word in &arguments.words {
            let topics = Topic::find(word);
            if topics.is_empty() && !goes_with_a_verb(word) {
                unknown.push(word.as_str());
            }
            articles.extend(topics.into_iter().map(Topic::article));
        }
        if arguments.json {
            text = json::articles(&articles)?;
        } else {
            let told: Vec<String> = articles.iter().map(terminal::tell).collect();
            text.push_str(&told.join("\n"));
        }
    }
    for word in &unknown {
        writeln!(io::stderr(), "ehlo: {}", nobody_knows(word))?;
    }
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(unknown.is_empty()),
    }
}

/// `MAIL FROM` and `RCPT TO` are what people take for the names of the commands.
fn goes_with_a_verb(word: &str) -> bool {
    let word = word.trim_end_matches(':');
    word.eq_ignore_ascii_case("FROM") || word.eq_ignore_ascii_case("TO")
}

fn nobody_knows(word: &str) -> String {
    let word_value = ("word", crate::prose::visible(word).into());
    let nearest = nearest::names(word);
    if nearest.is_empty() {
        text_with("program-explain-unknown", &[word_value])
    } else {
        let nearest = ("nearest", nearest.join(", ").into());
        text_with("program-explain-unknown.nearest", &[word_value, nearest])
    }
}
