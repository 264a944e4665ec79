//! Delivered mail, as files.

use std::fs;
use std::path::{Path, PathBuf};

/// The fields a mail server writes on top of what it was given.
const TRACE_FIELDS: &[&str] = &[
    "Return-Path:",
    "X-Original-To:",
    "Delivered-To:",
    "Received:",
];

/// One delivered mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The trace fields on top, as text.
    pub trace: String,
    /// Everything below them, byte for byte.
    pub content: Vec<u8>,
}

impl Delivered {
    /// Divides a file into the trace fields on top and the rest.
    pub fn read(file: &[u8]) -> Self {
        let mut length = 0;
        for line in file.split_inclusive(|&octet| octet == b'\n') {
            let continues = length > 0 && line.starts_with(b" ") || line.starts_with(b"\t");
            let is_trace = TRACE_FIELDS
                .iter()
                .any(|field| line.starts_with(field.as_bytes()));
            if !continues && !is_trace {
                break;
            }
            length += line.len();
        }
        let (trace, content) = file.split_at(length);
        Self {
            trace: String::from_utf8_lossy(trace).into_owned(),
            content: content.to_vec(),
        }
    }
}

/// The files in `new` of a maildir, oldest first.
pub fn files(maildir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(maildir.join("new")) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("a maildir can be read").path())
        .collect();
    files.sort_by_key(|file| fs::metadata(file).and_then(|data| data.modified()).ok());
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trace_fields_end_where_the_typed_message_begins() {
        let file = b"Return-Path: <a@b>\nReceived: from x\n\tby y;\n\tnow\nSubject: s\nReceived-By: me\n\n.dot\n";
        let delivered = Delivered::read(file);
        assert_eq!(
            delivered.trace,
            "Return-Path: <a@b>\nReceived: from x\n\tby y;\n\tnow\n"
        );
        assert_eq!(delivered.content, b"Subject: s\nReceived-By: me\n\n.dot\n");
    }
}
