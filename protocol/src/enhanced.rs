//! Enhanced status codes (RFC 3463): the reader; the registry follows in this file.
use crate::span::Span;
/// stub
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnhancedCode {
    /// a
    pub class: u8,
    /// b
    pub subject: u16,
    /// c
    pub detail: u16,
}
/// stub
#[derive(Debug)]
pub struct Fault;
impl EnhancedCode {
    /// stub
    pub fn read(text: &[u8]) -> Result<(Self, Span), Fault> {
        let end = text.iter().position(|b| *b == b' ').unwrap_or(text.len());
        let s = std::str::from_utf8(&text[..end]).map_err(|_| Fault)?;
        let mut p = s.split('.').map(str::parse::<u16>);
        match (p.next(), p.next(), p.next(), p.next()) {
            (Some(Ok(a)), Some(Ok(b)), Some(Ok(c)), None) => Ok((
                Self {
                    class: a as u8,
                    subject: b,
                    detail: c,
                },
                Span::new(0, end),
            )),
            _ => Err(Fault),
        }
    }
}
