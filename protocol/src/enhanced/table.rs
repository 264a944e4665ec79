//! The subjects and details, one row each: the registry of RFC 5248, and what large vendors send beside it.

use super::EnhancedKind;
use crate::reference::Reference;

/// Every subject and detail that this crate knows, in order.
#[rustfmt::skip]
pub const ENHANCED: &[EnhancedKind] = &[
    row(0, 0, &[], 3463, "3.1"),
    // Addresses.
    row(1, 0, &[], 3463, "3.2"), row(1, 1, &[451, 550], 3463, "3.2"), row(1, 2, &[], 3463, "3.2"),
    row(1, 3, &[501], 3463, "3.2"), row(1, 4, &[], 3463, "3.2"), row(1, 5, &[250], 3463, "3.2"),
    row(1, 6, &[], 3463, "3.2"), row(1, 7, &[], 3463, "3.2"), row(1, 8, &[451, 501], 3463, "3.2"),
    row(1, 9, &[], 3886, ""), row(1, 10, &[556], 7505, "4.1"),
    vendor(1, 90, "Microsoft Exchange Online"),
    // Mailboxes.
    row(2, 0, &[], 3463, "3.3"), row(2, 1, &[], 3463, "3.3"), row(2, 2, &[552], 3463, "3.3"),
    row(2, 3, &[552], 3463, "3.3"), row(2, 4, &[450, 452], 3463, "3.3"),
    // The mail system.
    row(3, 0, &[221, 250, 421, 451, 550, 554], 3463, "3.4"), row(3, 1, &[452], 3463, "3.4"),
    row(3, 2, &[453], 3463, "3.4"), row(3, 3, &[], 3463, "3.4"), row(3, 4, &[552, 554], 3463, "3.4"),
    row(3, 5, &[], 3463, "3.4"), row(3, 6, &[250, 251], 6710, "4.1"),
    // Network and routing.
    row(4, 0, &[], 3463, "3.5"), row(4, 1, &[451], 3463, "3.5"), row(4, 2, &[421], 3463, "3.5"),
    row(4, 3, &[451, 550], 3463, "3.5"), row(4, 4, &[], 3463, "3.5"), row(4, 5, &[451], 3463, "3.5"),
    row(4, 6, &[], 3463, "3.5"), row(4, 7, &[], 3463, "3.5"),
    vendor(4, 310, "Microsoft Exchange Online"),
    // The protocol.
    row(5, 0, &[220, 250, 251, 252, 253, 451, 452, 454, 458, 459, 501, 502, 503, 554], 3463, "3.6"),
    row(5, 1, &[430, 500, 501, 503, 530, 550, 554, 555], 3463, "3.6"), row(5, 2, &[500, 501, 502, 550, 555], 3463, "3.6"),
    // The registry ties it to 451; RFC 5321 §4.5.3.1.10 and every server use 452.
    row(5, 3, &[451, 452], 3463, "3.6"), row(5, 4, &[451, 501, 502, 503, 504, 550, 555], 3463, "3.6"),
    row(5, 5, &[], 3463, "3.6"), row(5, 6, &[500], 4954, "6"),
    // Content.
    row(6, 0, &[], 3463, "3.7"), row(6, 1, &[], 3463, "3.7"), row(6, 2, &[], 3463, "3.7"), row(6, 3, &[554], 3463, "3.7"),
    row(6, 4, &[250], 3463, "3.7"), row(6, 5, &[], 3463, "3.7"), row(6, 6, &[554], 4468, "5"),
    row(6, 7, &[550, 553], 6531, "3.5"), row(6, 8, &[252, 550, 553], 6531, "3.7.4.2"), row(6, 9, &[550], 6531, "3.5"),
    row(6, 10, &[], 6531, "3.5"),
    vendor(6, 11, "Microsoft Exchange Online"),
    // Security and policy.
    row(7, 0, &[220, 235, 450, 454, 500, 501, 503, 504, 530, 535, 550], 3463, "3.8"),
    row(7, 1, &[451, 454, 502, 503, 533, 550, 551], 3463, "3.8"), row(7, 2, &[550], 3463, "3.8"),
    row(7, 3, &[], 3463, "3.8"), row(7, 4, &[504], 3463, "3.8"), row(7, 5, &[], 3463, "3.8"), row(7, 6, &[], 3463, "3.8"),
    row(7, 7, &[], 3463, "3.8"), row(7, 8, &[535, 554], 4954, "6"), row(7, 9, &[534], 4954, "6"),
    row(7, 10, &[523], 5248, "2.4"), row(7, 11, &[524, 538], 4954, "6"), row(7, 12, &[422, 432], 4954, "6"),
    row(7, 13, &[525], 5248, "2.4"), row(7, 14, &[535, 554], 5248, "2.4"), row(7, 15, &[450, 550], 6710, "4.1"),
    row(7, 16, &[552], 6710, "4.1"), row(7, 17, &[], 7293, ""), row(7, 18, &[], 7293, ""),
    // 5XX in the registry: any permanent code.
    row(7, 19, &[], 7293, ""),
    row(7, 20, &[550], 7372, "3.1"), row(7, 21, &[550], 7372, "3.1"), row(7, 22, &[550], 7372, "3.1"),
    row(7, 23, &[550], 7372, "3.2"), row(7, 24, &[451, 550], 7372, "3.2"), row(7, 25, &[550], 7372, "3.3"),
    row(7, 26, &[550], 7372, "3.4"), row(7, 27, &[550], 7505, "4.2"), row(7, 28, &[], 5248, "2.4"),
    row(7, 29, &[550], 8617, ""), row(7, 30, &[550], 8689, ""),
    vendor(7, 57, "Microsoft Exchange Online"), vendor(7, 64, "Microsoft Exchange Online"),
    vendor(7, 509, "Microsoft Exchange Online"), vendor(7, 511, "Microsoft Exchange Online"),
    vendor(7, 515, "Microsoft Outlook.com"), vendor(7, 520, "Microsoft Exchange Online"),
    vendor(7, 606, "Microsoft Exchange Online"), vendor(7, 708, "Microsoft Exchange Online"),
    vendor(7, 750, "Microsoft Exchange Online"),
];

const fn row(
    subject: u16,
    detail: u16,
    codes: &'static [u16],
    rfc: u16,
    section: &'static str,
) -> EnhancedKind {
    EnhancedKind {
        subject,
        detail,
        codes,
        reference: Reference::new(rfc, section),
    }
}

const fn vendor(subject: u16, detail: u16, document: &'static str) -> EnhancedKind {
    EnhancedKind {
        subject,
        detail,
        codes: &[],
        reference: Reference::practice(document),
    }
}
