//! The versions of TLS, as far as a session needs to know them.

/// A version of TLS, or of what came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TlsVersion {
    /// SSL 3.0, broken.
    Ssl3,
    /// TLS 1.0 (RFC 2246), not to be used (RFC 8996).
    Tls10,
    /// TLS 1.1 (RFC 4346), not to be used (RFC 8996).
    Tls11,
    /// TLS 1.2 (RFC 5246), the oldest that mail may use (RFC 8997).
    Tls12,
    /// TLS 1.3 (RFC 8446).
    Tls13,
}

impl TlsVersion {
    /// Every version, oldest first.
    pub const ALL: &'static [Self] = &[
        Self::Ssl3,
        Self::Tls10,
        Self::Tls11,
        Self::Tls12,
        Self::Tls13,
    ];

    /// The name that people and transcripts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ssl3 => "SSL 3.0",
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        }
    }

    /// Reads a name as people and programs write it: `TLS 1.3`, `TLSv1.3`, `TLSv1`.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let plain: String = name
            .chars()
            .filter(|character| !matches!(character, ' ' | 'v' | 'V'))
            .collect();
        match plain.to_ascii_uppercase().as_str() {
            "SSL3" | "SSL3.0" => Some(Self::Ssl3),
            "TLS1" | "TLS1.0" => Some(Self::Tls10),
            "TLS1.1" => Some(Self::Tls11),
            "TLS1.2" => Some(Self::Tls12),
            "TLS1.3" => Some(Self::Tls13),
            _ => None,
        }
    }

    /// Whether mail may use it (RFC 8997 §2: TLS 1.2 or newer).
    #[must_use]
    pub fn is_current(self) -> bool {
        self >= Self::Tls12
    }
}

/// Whether octets begin as a TLS record does: a handshake or an alert, of any version since SSL 3.0 (RFC 8446 §5.1).
#[must_use]
pub const fn is_record(octets: &[u8]) -> bool {
    matches!(octets, [0x15 | 0x16, 0x03, 0..=4, ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn names_are_read_as_people_and_programs_write_them() {
        for version in TlsVersion::ALL {
            assert_eq!(TlsVersion::read(version.name()), Some(*version));
        }
        assert_eq!(TlsVersion::read("TLSv1.2"), Some(TlsVersion::Tls12));
        assert_eq!(TlsVersion::read("TLSv1"), Some(TlsVersion::Tls10));
        assert_eq!(TlsVersion::read("TLS 2"), None);
        assert!(TlsVersion::Tls12.is_current() && !TlsVersion::Tls11.is_current());
    }

    #[test]
    fn a_record_is_told_from_text() {
        assert!(is_record(b"\x16\x03\x01\x02\x00\x01") && is_record(b"\x15\x03\x03\x00\x02"));
        assert!(!is_record(b"EHLO me") && !is_record(b"\x16\x03") && !is_record(b"\x17\x03\x03"));
    }
}
