//! What one server announced in its reply to EHLO or LHLO, in its own order and spelling.

use super::find;
use super::limits::Limits;
use crate::verb::Verb;

/// Most capabilities kept of one reply. Real servers announce 5 to 20; a reply of more than 100 lines is itself a fault.
pub const CAPABILITIES_KEPT: usize = 100;

/// Most octets kept of one capability: twice the longest reply line seen in practice, eight times the standard's 512.
pub const CAPABILITY_OCTETS_KEPT: usize = 4096;

/// Longest command line with its CRLF where no extension lengthens it (RFC 5321 §4.5.3.1.4).
pub const COMMAND_LINE: usize = 512;

/// One line of the reply to EHLO: a keyword and what stands behind it, known or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Capability {
    /// The keyword as the server spelt it; `AUTH` where it wrote the old `AUTH=LOGIN`.
    pub keyword: String,
    /// What follows, cut at spaces, as spelt.
    pub parameters: Vec<String>,
    /// The text of the line as it came, up to [`CAPABILITY_OCTETS_KEPT`] octets.
    pub raw: Vec<u8>,
    /// Whether the server wrote `AUTH=LOGIN`, a spelling from before RFC 2554 that old clients look for.
    pub old_spelling: bool,
}

impl Capability {
    /// Reads the text behind `250-` or `250 `. Octets that are no UTF-8 show as replacement characters; `raw` has them.
    #[must_use]
    pub fn from_line(line: &[u8]) -> Self {
        let raw = line.get(..CAPABILITY_OCTETS_KEPT).unwrap_or(line);
        let mut words = raw
            .split(|octet| *octet == b' ')
            .filter(|word| !word.is_empty());
        let word = words.next().unwrap_or_default();
        let (keyword, first, old_spelling) = match word.split_at_checked(5) {
            Some((start, rest)) if start.eq_ignore_ascii_case(b"AUTH=") => (
                word.get(..4).unwrap_or_default(),
                Some(rest).filter(|rest| !rest.is_empty()),
                true,
            ),
            _ => (word, None, false),
        };
        let parameters = first.into_iter().chain(words).map(text).collect();
        Self {
            keyword: text(keyword),
            parameters,
            raw: raw.to_vec(),
            old_spelling,
        }
    }

    /// Whether this is the capability called `keyword`, in any case.
    #[must_use]
    pub fn is(&self, keyword: &str) -> bool {
        self.keyword.eq_ignore_ascii_case(keyword)
    }
}

/// The capabilities that a server announced. Nothing is dropped: an unknown keyword is as good as a known one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Capabilities {
    list: Vec<Capability>,
    left_out: usize,
}

impl Capabilities {
    /// Reads the lines of a reply after its first, each without its code and separator.
    pub fn from_lines<'line>(lines: impl IntoIterator<Item = &'line [u8]>) -> Self {
        let mut lines = lines.into_iter();
        let list = lines
            .by_ref()
            .take(CAPABILITIES_KEPT)
            .map(Capability::from_line)
            .collect();
        Self {
            list,
            left_out: lines.count(),
        }
    }

    /// The capabilities in the order of the reply.
    pub fn iter(&self) -> std::slice::Iter<'_, Capability> {
        self.list.iter()
    }

    /// How many are kept.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the server announced nothing, or nothing was announced yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many came after [`CAPABILITIES_KEPT`] and are not kept.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// Whether `keyword` was announced, in any case.
    #[must_use]
    pub fn has(&self, keyword: &str) -> bool {
        self.get(keyword).is_some()
    }

    /// The first capability called `keyword`, in any case.
    #[must_use]
    pub fn get(&self, keyword: &str) -> Option<&Capability> {
        self.iter().find(|capability| capability.is(keyword))
    }

    /// The largest message in octets that the server takes; nothing where it names no fixed limit (RFC 1870 §4).
    #[must_use]
    pub fn size_limit(&self) -> Option<u64> {
        let digits = self.get("SIZE")?.parameters.first()?;
        if digits.is_empty()
            || digits.len() > 20
            || !digits.bytes().all(|octet| octet.is_ascii_digit())
        {
            return None;
        }
        // Twenty digits may exceed 64 bits; no message does.
        Some(digits.parse().unwrap_or(u64::MAX)).filter(|limit| *limit != 0)
    }

    /// The authentication mechanisms of all AUTH lines, old spelling included, each once, as spelt.
    #[must_use]
    pub fn mechanisms(&self) -> Vec<&str> {
        let mut mechanisms: Vec<&str> = Vec::new();
        for capability in self.iter().filter(|capability| capability.is("AUTH")) {
            for mechanism in &capability.parameters {
                if !mechanisms
                    .iter()
                    .any(|listed| listed.eq_ignore_ascii_case(mechanism))
                {
                    mechanisms.push(mechanism);
                }
            }
        }
        mechanisms
    }

    /// What the server says of its limits (RFC 9422).
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.get("LIMITS")
            .map(|capability| Limits::from_parameters(&capability.parameters))
            .unwrap_or_default()
    }

    /// The longest line, with its CRLF, that may carry a command: 512 octets, and for MAIL and RCPT what the announced
    /// extensions add (RFC 5321 §4.5.3.1.4, §4.1.1.11).
    #[must_use]
    pub fn command_line_limit(&self, verb: Verb) -> usize {
        let growth = match verb {
            Verb::Mail => super::EXTENSIONS
                .iter()
                .filter(|kind| self.has(kind.keyword))
                .map(|kind| kind.growth_mail)
                .sum(),
            Verb::Rcpt => super::EXTENSIONS
                .iter()
                .filter(|kind| self.has(kind.keyword))
                .map(|kind| kind.growth_rcpt)
                .sum(),
            _ => 0_u16,
        };
        COMMAND_LINE + usize::from(growth)
    }

    /// Whether the server takes `verb`, as far as it has to say so.
    #[must_use]
    pub fn allows(&self, verb: Verb) -> bool {
        verb.extension().is_none_or(|keyword| self.has(keyword))
    }

    /// The keywords that an announced one needs and that were not announced, as `(keyword, what it needs)`.
    pub fn unmet(&self) -> impl Iterator<Item = (&Capability, &'static str)> {
        self.iter().flat_map(move |capability| {
            let needed = find(&capability.keyword).map_or(&[][..], |kind| kind.requires);
            needed
                .iter()
                .filter(|needed| !self.has(needed))
                .map(move |needed| (capability, *needed))
        })
    }
}

impl<'list> IntoIterator for &'list Capabilities {
    type Item = &'list Capability;
    type IntoIter = std::slice::Iter<'list, Capability>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn announced(text: &str) -> Capabilities {
        Capabilities::from_lines(text.split('|').map(str::as_bytes))
    }

    #[test]
    fn keeps_order_spelling_and_unknown_words() {
        let list = announced("size 52428800|X-Odd  two   words |8BITMIME||AUTH PLAIN LOGIN|FOO");
        let shown: Vec<_> = list
            .iter()
            .map(|one| (one.keyword.as_str(), one.parameters.join(",")))
            .collect();
        let expected = [
            ("size", "52428800"),
            ("X-Odd", "two,words"),
            ("8BITMIME", ""),
            ("", ""),
            ("AUTH", "PLAIN,LOGIN"),
            ("FOO", ""),
        ];
        assert_eq!(
            shown,
            expected.map(|(keyword, parameters)| (keyword, parameters.to_owned()))
        );
        assert_eq!(
            list.get("x-odd").map(|one| one.raw.as_slice()),
            Some(&b"X-Odd  two   words "[..])
        );
        assert!(list.has("SIZE") && list.has("8bitmime") && !list.has("8BIT") && !list.has("DSN"));
    }

    #[test]
    fn keeps_octets_that_are_no_text() {
        let list = Capabilities::from_lines([&b"FOO\xff bar\x00"[..]]);
        assert_eq!(
            list.get("FOO\u{fffd}").map(|one| one.raw.as_slice()),
            Some(&b"FOO\xff bar\x00"[..])
        );
    }

    #[test]
    fn the_old_auth_spelling_is_auth() {
        let list = announced("AUTH=LOGIN PLAIN|auth plain CRAM-MD5");
        assert!(
            list.get("AUTH")
                .is_some_and(|one| one.old_spelling && one.raw == b"AUTH=LOGIN PLAIN")
        );
        assert_eq!(list.mechanisms(), ["LOGIN", "PLAIN", "CRAM-MD5"]);
        assert_eq!(announced("AUTH=").mechanisms(), Vec::<&str>::new());
        assert_eq!(announced("AUTH").mechanisms(), Vec::<&str>::new());
    }

    #[test]
    fn the_size_limit_is_a_number_or_none() {
        let cases = [
            ("SIZE 1000", Some(1000)),
            ("SIZE", None),
            ("SIZE 0", None),
            ("SIZE 12KB", None),
            ("SIZE -1", None),
            ("SIZE 99999999999999999999", Some(u64::MAX)),
            ("SIZE 999999999999999999999", None),
            ("8BITMIME", None),
        ];
        for (line, limit) in cases {
            assert_eq!(announced(line).size_limit(), limit, "{line}");
        }
    }

    #[test]
    fn lines_grow_with_what_is_announced() {
        let cases = [
            ("", Verb::Mail, 512),
            ("SIZE", Verb::Mail, 512 + 26),
            ("SIZE|SIZE", Verb::Mail, 512 + 26),
            (
                "SIZE|DSN|AUTH PLAIN|SMTPUTF8",
                Verb::Mail,
                512 + 26 + 108 + 500 + 10,
            ),
            ("SIZE|DSN|RRVS", Verb::Rcpt, 512 + 528 + 33),
            ("SIZE|DSN|AUTH PLAIN", Verb::Auth, 512),
            ("NO-SOLICITING", Verb::Mail, 512 + 1007),
        ];
        for (lines, verb, limit) in cases {
            assert_eq!(announced(lines).command_line_limit(verb), limit, "{lines}");
        }
        let everything = Capabilities::from_lines(
            super::super::EXTENSIONS
                .iter()
                .map(|kind| kind.keyword.as_bytes()),
        );
        assert_eq!(everything.command_line_limit(Verb::Mail), 512 + 1872);
    }

    #[test]
    fn verbs_and_dependencies() {
        assert!(
            announced("STARTTLS").allows(Verb::StartTls)
                && !announced("SIZE").allows(Verb::StartTls)
        );
        assert!(announced("SIZE").allows(Verb::Mail) && announced("").allows(Verb::Vrfy));
        let list = announced("SMTPUTF8|BINARYMIME|CHUNKING|MTRK");
        let unmet: Vec<_> = list
            .unmet()
            .map(|(one, needed)| (one.keyword.as_str(), needed))
            .collect();
        assert_eq!(unmet, [("SMTPUTF8", "8BITMIME"), ("MTRK", "DSN")]);
    }

    #[test]
    fn an_endless_list_is_counted_and_not_kept() {
        let list =
            Capabilities::from_lines(std::iter::repeat_n(&b"FOO"[..], CAPABILITIES_KEPT + 7));
        assert_eq!((list.len(), list.left_out()), (CAPABILITIES_KEPT, 7));
        let long = vec![b'A'; CAPABILITY_OCTETS_KEPT + 1];
        let list = Capabilities::from_lines([&long[..]]);
        assert_eq!(
            list.iter().map(|one| one.raw.len()).collect::<Vec<_>>(),
            [CAPABILITY_OCTETS_KEPT]
        );
    }
}
