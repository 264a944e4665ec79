//! A mail as the inbox shows it: the stored octets cut into header fields and body.

/// Most octets of a mail that are drawn; the rest is counted. A browser lays out a mebibyte of text without a pause.
pub(crate) const MAX_SHOWN: usize = 1024 * 1024;

/// Most header fields that are drawn one by one: more than any honest mail has.
pub(crate) const MAX_FIELDS: usize = 200;

/// One header field, unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Before the colon; empty for a line that is no header field.
    pub(crate) name: Vec<u8>,
    /// Behind it, folds included as they are.
    pub(crate) value: Vec<u8>,
}

/// A mail in its two parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The header fields, in order.
    pub(crate) fields: Vec<Field>,
    /// What follows the empty line.
    pub(crate) body: Vec<u8>,
}

impl Parts {
    /// Cuts a mail (RFC 5322 §2.1): the header ends at the first empty line.
    pub(crate) fn of(raw: &[u8]) -> Self {
        let raw = raw.get(..MAX_SHOWN).unwrap_or(raw);
        let mut parts = Self::default();
        let mut rest = raw;
        while !rest.is_empty() {
            let end = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(rest.len(), |found| found + 1);
            let (line, tail) = rest.split_at(end);
            let text = trim_ending(line);
            if text.is_empty() {
                parts.body = tail.to_vec();
                return parts;
            }
            if parts.fields.len() >= MAX_FIELDS {
                parts.body = rest.to_vec();
                return parts;
            }
            parts.header_line(text);
            rest = tail;
        }
        parts
    }

    fn header_line(&mut self, line: &[u8]) {
        if matches!(line.first(), Some(b' ' | b'\t'))
            && let Some(field) = self.fields.last_mut()
        {
            field.value.push(b' ');
            field.value.extend_from_slice(line.trim_ascii());
            return;
        }
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => line.split_at(colon),
            None => (&b""[..], line),
        };
        let value = value.strip_prefix(b":").unwrap_or(value);
        self.fields.push(Field {
            name: name.trim_ascii().to_vec(),
            value: value.trim_ascii().to_vec(),
        });
    }

    /// The value of the first field with this name, in any case.
    pub(crate) fn field(&self, name: &str) -> Option<&[u8]> {
        self.fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name.as_bytes()))
            .map(|field| field.value.as_slice())
    }
}

/// The value of a mail's `Subject:` field; empty where it has none.
pub(crate) fn subject_of(raw: &[u8]) -> Vec<u8> {
    Parts::of(raw).field("Subject").unwrap_or_default().to_vec()
}

fn trim_ending(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_cut_at_the_first_empty_line() {
        let parts = Parts::of(
            b"Received: from a\r\n\tby b\r\nSubject: hi\r\n\r\nBody: not a field\r\n\r\nend",
        );
        assert_eq!(parts.fields.len(), 2);
        assert_eq!(parts.field("received"), Some(&b"from a by b"[..]));
        assert_eq!(parts.field("SUBJECT"), Some(&b"hi"[..]));
        assert_eq!(parts.field("From"), None);
        assert_eq!(parts.body, b"Body: not a field\r\n\r\nend");
    }

    #[test]
    fn lines_that_are_no_header_are_kept() {
        let parts = Parts::of(b" folded first\r\nno colon here\r\n");
        let values: Vec<_> = parts
            .fields
            .iter()
            .map(|field| field.value.clone())
            .collect();
        assert_eq!(
            values,
            [b"folded first".to_vec(), b"no colon here".to_vec()]
        );
        assert!(parts.fields.iter().all(|field| field.name.is_empty()) && parts.body.is_empty());
    }

    #[test]
    fn no_mail_is_too_long_to_show() {
        let parts = Parts::of(&b"a: b\r\n".repeat(100_000));
        assert_eq!(parts.fields.len(), MAX_FIELDS);
        assert!(parts.body.len() <= MAX_SHOWN);
        assert_eq!(
            Parts::of(&[b'x'; MAX_SHOWN + 5]).fields[0].value.len(),
            MAX_SHOWN
        );
    }
}
