//! Domain names beyond ASCII in their ASCII form (RFC 3492, RFC 5891).
//!
//! Only what a suggestion needs: the encoding, and small letters. Names that would have to be normalised first get none,
//! and so do those in letters that [`letter`](crate::letter) does not know.

use crate::letter::{is_small, small};

/// Longest label of a domain (RFC 1035 §2.3.4).
const LONGEST: usize = 63;

/// The domain with every label beyond ASCII in its `xn--` form; nothing where a label would have to be normalised first,
/// or becomes too long.
#[must_use]
pub fn to_ascii(domain: &str) -> Option<String> {
    let labels: Option<Vec<String>> = domain.split('.').map(label_to_ascii).collect();
    labels.map(|labels| labels.join("."))
}

fn label_to_ascii(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    // Each character becomes at least one octet.
    if label.chars().count() > LONGEST {
        return None;
    }
    let label: String = label.chars().map(small).collect();
    let usable = label
        .chars()
        .all(|character| is_small(character) || character == '-');
    if !usable || label.starts_with('-') || label.ends_with('-') {
        return None;
    }
    let encoded = format!("xn--{}", encode(&label)?);
    (encoded.len() <= LONGEST).then_some(encoded)
}

// The parameters of RFC 3492 §5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// The label without its prefix (RFC 3492 §6.3).
fn encode(label: &str) -> Option<String> {
    let points: Vec<u32> = label.chars().map(u32::from).collect();
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let all = u32::try_from(points.len()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while handled < all {
        let next = points.iter().copied().filter(|point| *point >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for point in &points {
            if *point < n {
                delta = delta.checked_add(1)?;
            }
            if *point == n {
                write_number(delta, bias, &mut output);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(output)
}

/// A number in digits of growing weight.
fn write_number(number: u32, bias: u32, output: &mut String) {
    let mut rest = number;
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            output.push(digit(rest));
            return;
        }
        output.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

fn digit(value: u32) -> char {
    let octet = u8::try_from(value).unwrap_or(0);
    char::from(match octet {
        0..=25 => b'a' + octet,
        _ => b'0' + (octet - 26).min(9),
    })
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn labels_get_their_ascii_form() {
        for (domain, expected) in [
            ("example.org", Some("example.org")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("BÜCHER.Example", Some("xn--bcher-kva.Example")),
            ("münchen.example", Some("xn--mnchen-3ya.example")),
            ("例え.テスト", Some("xn--r8jz45g.xn--zckzah")),
            ("правда.example", Some("xn--80aafi6cg.example")),
            ("ПРАВДА.example", Some("xn--80aafi6cg.example")),
            ("παράδειγμα.example", Some("xn--hxajbheg2az3al.example")),
            // Samples of RFC 3492 §7.1: Czech and Chinese.
            (
                "pročprostěnemluvíčesky",
                Some("xn--proprostnemluvesky-uyb24dma41a"),
            ),
            ("他们为什么不说中文", Some("xn--ihqwcrb4cv8a8dqg056pqjye")),
            ("bu\u{308}cher.example", None),
            ("-ü.example", None),
            ("ü b.example", None),
            ("ü،b.example", None),
        ] {
            assert_eq!(to_ascii(domain).as_deref(), expected, "{domain}");
        }
    }

    #[test]
    fn what_becomes_too_long_has_no_form() {
        assert_eq!(to_ascii(&"ü".repeat(70)), None);
        assert_eq!(to_ascii(&"日本語".repeat(100_000)), None);
    }
}
