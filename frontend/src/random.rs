//! The browser's randomness.

use ehlo_protocol::base64::encode;

/// Octets of a random text: 144 bits, and no padding in Base64.
const OCTETS: usize = 18;

/// A text that nobody can foresee, of printable ASCII without commas: fit for a nonce of SCRAM (RFC 5802 §5.1). Empty
/// where the browser has no randomness to give, which no browser of today does.
pub(crate) fn text() -> String {
    let mut octets = [0; OCTETS];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut octets).ok());
    filled.map(|_| encode(&octets)).unwrap_or_default()
}
