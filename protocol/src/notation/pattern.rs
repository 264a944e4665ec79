//! Texts in which `*` stands for anything.

/// Whether `text` matches `pattern`, in which `*` stands for any octets. Linear but for one step back a star.
#[must_use]
pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut star, mut retry) = (0, None, 0);
    let mut place = 0;
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some(at);
                retry = place;
                at += 1;
            }
            Some(octet) if text.get(place) == Some(octet) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some(star) = star else { return false };
                at = star + 1;
                retry += 1;
                place = retry;
            }
        }
    }
    pattern
        .get(at..)
        .unwrap_or_default()
        .iter()
        .all(|octet| *octet == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn many_stars_do_not_take_forever() {
        let pattern = "*a".repeat(50);
        assert!(!matches(pattern.as_bytes(), &[b'b'; 4000]));
        assert!(matches(pattern.as_bytes(), &[b'a'; 4000]));
    }
}
