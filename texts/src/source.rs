//! One of the files that translators edit, cut into its texts.

use std::collections::HashMap;

/// Adds the texts of a file to those that are there, each pattern under its name; that of a variant is
/// `rule-nested-mail.why`. Where a line is indented means nothing, so it goes.
pub(super) fn add(source: &str, texts: &mut HashMap<String, String>) {
    let mut message = "";
    let mut name = String::new();
    for line in source.lines() {
        let content = line.trim_start_matches(' ');
        if content.is_empty() || line.starts_with('#') {
            continue;
        }
        let begins =
            content.starts_with('.') || line.starts_with(|sign: char| sign.is_ascii_alphabetic());
        let pattern = match content.split_once('=') {
            Some((own, pattern)) if begins => {
                let own = own.trim_end_matches(' ');
                if own.starts_with('.') {
                    name = [message, own].concat();
                } else {
                    message = own;
                    name = own.to_owned();
                }
                pattern
            }
            _ => content,
        };
        if let Some(begun) = texts.get_mut(&name) {
            begun.extend(["\n", pattern]);
        } else if !pattern.is_empty() {
            texts.insert(name.clone(), pattern.to_owned());
        }
    }
}
