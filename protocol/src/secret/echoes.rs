//! What a server says back of a secret.
//!
//! Servers quote the line that they refuse, some in capitals, some its beginning only. So the beginning of a secret is
//! searched for without regard to case, and masked as far as the two agree.

use std::collections::VecDeque;

use super::{MASK, Secret};
use crate::reply::ReplyLine;

/// Secrets remembered; the oldest goes first. A server closes long before so many attempts.
const MAX_REMEMBERED: usize = 64;

/// Least octets of a secret that are searched for: fewer are in every text.
const LEAST: usize = 4;

/// So many octets at the beginning of a longer secret are enough to know it by.
const BEGINNING: usize = 8;

/// The secrets that were said in a session.
#[derive(Clone, Debug, Default)]
pub struct Echoes {
    said: VecDeque<Secret>,
}

impl Echoes {
    /// Remembers a secret.
    pub fn remember(&mut self, secret: Secret) {
        if secret.reveal().len() < LEAST || super::is_mask(secret.reveal()) {
            return;
        }
        if self.said.len() == MAX_REMEMBERED {
            self.said.pop_front();
        }
        self.said.push_back(secret);
    }

    /// Masks whatever of the secrets stands in the text of reply lines.
    pub fn mask_lines(&self, lines: &mut [ReplyLine]) {
        if self.said.is_empty() {
            return;
        }
        for line in lines {
            let start = line.text_start();
            let bytes = std::mem::take(&mut line.line.bytes);
            line.line.bytes = self.masked(&bytes, start);
        }
    }

    /// A line with every secret behind `start` masked. What was written as a mask is not looked at again: `secret` is a
    /// password of somebody's too.
    fn masked(&self, line: &[u8], start: usize) -> Vec<u8> {
        let mut shown = line.get(..start).unwrap_or_default().to_vec();
        let mut at = start;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let said = self.said.iter().map(|secret| same(rest, secret.reveal()));
            let longest = said.max().unwrap_or_default();
            if longest > 0 {
                shown.extend_from_slice(MASK.as_bytes());
            } else {
                shown.extend(rest.first());
            }
            at += longest.max(1);
        }
        shown
    }
}

/// How many octets of a text are a secret said back: as far as the two agree, or none where that is not even the
/// secret's beginning.
fn same(text: &[u8], secret: &[u8]) -> usize {
    let agree = text
        .iter()
        .zip(secret)
        .take_while(|(said, secret)| said.eq_ignore_ascii_case(secret))
        .count();
    if agree < secret.len().min(BEGINNING) {
        0
    } else {
        agree
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Reply;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn masked(secrets: &[&str], line: &str) -> String {
        let mut echoes = Echoes::default();
        for secret in secrets {
            echoes.remember(Secret::new(*secret));
        }
        let mut reply = Reply::single(line);
        echoes.mask_lines(&mut reply.lines);
        String::from_utf8(reply.lines[0].line.bytes.clone()).expect("text")
    }

    #[test]
    fn what_is_said_back_is_masked() {
        let secret = "AGFubgBodW50ZXIy";
        for (line, expected) in [
            ("500 What is AGFubgBodW50ZXIy?", "500 What is [secret]?"),
            ("500 AGFUBGBODW50ZXIY", "500 [secret]"),
            ("500 unknown AGFubgBodW...", "500 unknown [secret]..."),
            (
                "500-AGFubgBodW50ZXIy AGFubgBodW50ZXIy",
                "500-[secret] [secret]",
            ),
            ("500 AGFubgB", "500 AGFubgB"),
            ("535 hunter2 is wrong", "535 [secret] is wrong"),
            ("535 no", "535 no"),
        ] {
            assert_eq!(masked(&[secret, "hunter2"], line), expected);
        }
    }

    #[test]
    fn short_secrets_and_codes_are_left_alone() {
        assert_eq!(masked(&["535", "ab", ""], "535 ab 535"), "535 ab 535");
        assert_eq!(masked(&["535 5.7.8"], "535 5.7.8 No"), "535 5.7.8 No");
        assert_eq!(masked(&["[secret]"], "500 [secret]"), "500 [secret]");
    }

    #[test]
    fn old_secrets_are_forgotten() {
        let mut echoes = Echoes::default();
        for number in 0..1000 {
            echoes.remember(Secret::new(format!("secret number {number}")));
        }
        assert_eq!(echoes.said.len(), MAX_REMEMBERED);
    }
}
