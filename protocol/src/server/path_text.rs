//! Paths as a mail store keeps them.

use crate::address::Path;

/// A path without its brackets and without its source route, which a server ignores (RFC 5321 Appendix C).
pub(super) fn path_text(line: &[u8], path: &Path) -> String {
    path.mailbox
        .map(|mailbox| {
            let octets = line.get(mailbox.span.range()).unwrap_or_default();
            String::from_utf8_lossy(octets).into_owned()
        })
        .unwrap_or_default()
}
