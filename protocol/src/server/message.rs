//! What the server does with a message that has come whole.

use super::path_text::path_text;
use super::{AcceptedMail, Output, Server, received};
use crate::command::Command;
use crate::data::DataDecoder;
use crate::diagnostic::ExpectedReply;
use crate::phase::Step;
use crate::record::expected_reply;
use crate::rules::{Packing, Stage};
use crate::session::{Mode, Transaction};

impl Server {
    /// The final dot has come.
    pub(super) fn finish_data(&mut self, decoder: DataDecoder, now_ms: u64) {
        let refusal = if decoder.is_over_limit() {
            Some(TOO_LARGE)
        } else {
            self.verdict_on(decoder.message())
        };
        self.finish_message(Step::EndOfData, refusal, decoder.into_message(), now_ms);
    }

    /// The refusal of a message as the server has it: dots taken away, whole.
    pub(super) fn verdict_on(&self, message: &[u8]) -> Option<ExpectedReply> {
        let findings = (self.content_check)(
            &self.session,
            message,
            Packing::Unpacked,
            Stage::Ended,
            self.behaviour.settings.profile,
        );
        expected_reply(&findings)
    }

    /// A message has come whole, by DATA or by BDAT: it is refused or taken.
    pub(super) fn finish_message(
        &mut self,
        step: Step,
        refusal: Option<ExpectedReply>,
        message: Vec<u8>,
        now_ms: u64,
    ) {
        let Some(transaction) = self.session.transaction.clone() else {
            self.refuse(ExpectedReply {
                code: 503,
                enhanced: "5.5.1",
                text: "No transaction is open",
            });
            return;
        };
        // LMTP answers once for each accepted recipient (RFC 2033 §4.2).
        let answers = if self.behaviour.settings.mode == Mode::Lmtp {
            transaction.accepted()
        } else {
            1
        };
        let mut kept = false;
        for index in 0..answers {
            if let Some(refusal) = refusal {
                self.refuse(refusal);
                continue;
            }
            let line = recipient_line(&transaction, index);
            if self.misbehaves(step, &line) {
                continue;
            }
            if !kept {
                kept = true;
                self.accepted += 1;
                self.keep(&transaction, &message, now_ms);
            }
            let id = self.id(now_ms);
            self.done("2.0.0", &format!("Accepted as {id}"));
        }
    }

    fn id(&self, now_ms: u64) -> String {
        format!("{now_ms:x}-{}", self.accepted)
    }

    fn keep(&mut self, transaction: &Transaction, message: &[u8], now_ms: u64) {
        let hello = self.session.hello.as_ref();
        let hello = hello
            .map(|hello| String::from_utf8_lossy(&hello.name).into_owned())
            .unwrap_or_default();
        let reverse_path = line_path(&transaction.mail).unwrap_or_default();
        let recipients: Vec<String> = transaction
            .recipients
            .iter()
            .filter(|(_, accepted)| *accepted)
            .filter_map(|(line, _)| line_path(line))
            .collect();
        let id = self.id(now_ms);
        let trace = received::header(
            &self.behaviour.settings,
            &self.session,
            &recipients,
            &id,
            now_ms,
        );
        let mut raw = format!("Return-Path: <{reverse_path}>\r\n{trace}").into_bytes();
        raw.extend_from_slice(message);
        self.output.push_back(Output::Accepted(AcceptedMail {
            hello,
            reverse_path,
            recipients,
            raw,
            accepted_ms: now_ms,
        }));
    }
}

/// The refusal of a message over the announced size (RFC 1870 §6.1).
pub(super) const TOO_LARGE: ExpectedReply = ExpectedReply {
    code: 552,
    enhanced: "5.3.4",
    text: "Message is larger than SIZE allows",
};

fn line_path(line: &[u8]) -> Option<String> {
    let path = Command::read(line)
        .envelope()
        .and_then(|envelope| envelope.path)?;
    Some(path_text(line, &path))
}

/// The RCPT line of the accepted recipient at `index`.
fn recipient_line(transaction: &Transaction, index: usize) -> Vec<u8> {
    let mut accepted = transaction
        .recipients
        .iter()
        .filter(|(_, accepted)| *accepted);
    accepted
        .nth(index)
        .map(|(line, _)| line.clone())
        .unwrap_or_default()
}
