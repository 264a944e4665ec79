//! The LIMITS keyword: how many transactions, recipients and domains a server takes (RFC 9422).

/// What a server says of its limits. A limit that it does not name, or names wrongly, is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// MAILMAX: most MAIL commands of a session, those that failed included (§4.1).
    pub mail: Option<u32>,
    /// RCPTMAX: most RCPT commands of a transaction, those that failed included (§4.2).
    pub rcpt: Option<u32>,
    /// RCPTDOMAINMAX: most different recipient domains of a session (§4.3).
    pub rcpt_domains: Option<u32>,
    /// What was wrong, by the number of the parameter behind the keyword, from 0.
    pub faults: Vec<(usize, LimitFault)>,
}

/// Why a parameter of LIMITS is not heeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitFault {
    /// It is not written as `name=value`: the whole list is ignored (§3.7).
    List,
    /// Its value is not one from 1 to 999999 without leading zeros: this limit is ignored (§3.7, §4).
    Value,
    /// The same limit stands further ahead: the first one counts.
    Repeated,
}

impl Limits {
    /// Reads what stands behind the keyword. Limits that are not known change nothing.
    #[must_use]
    pub fn from_parameters(parameters: &[String]) -> Self {
        let mut limits = Self::default();
        for (place, parameter) in parameters.iter().enumerate() {
            let (name, value) = match parameter.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (parameter.as_str(), None),
            };
            if !is_name(name) || !value.is_none_or(is_value) {
                return Self {
                    faults: vec![(place, LimitFault::List)],
                    ..Self::default()
                };
            }
            let slot = match () {
                () if name.eq_ignore_ascii_case("MAILMAX") => &mut limits.mail,
                () if name.eq_ignore_ascii_case("RCPTMAX") => &mut limits.rcpt,
                () if name.eq_ignore_ascii_case("RCPTDOMAINMAX") => &mut limits.rcpt_domains,
                () => continue,
            };
            match (number(value.unwrap_or_default()), *slot) {
                (None, _) => limits.faults.push((place, LimitFault::Value)),
                (Some(_), Some(_)) => limits.faults.push((place, LimitFault::Repeated)),
                (limit, None) => *slot = limit,
            }
        }
        limits
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
}

fn is_value(value: &str) -> bool {
    !value.is_empty()
        && value
            .bytes()
            .all(|octet| octet.is_ascii_graphic() && octet != b';')
}

/// One to six digits, the first not zero (§4).
fn number(value: &str) -> Option<u32> {
    let digits = value.bytes().all(|octet| octet.is_ascii_digit());
    if !digits || value.len() > 6 || value.starts_with('0') {
        None
    } else {
        value.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn read(text: &str) -> Limits {
        Limits::from_parameters(
            &text
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn three_limits_are_known() {
        let limits = read("rcptmax=20 MAILMAX=5 FUTURE=x=y FLAG RCPTDOMAINMAX=999999");
        let expected = Limits {
            mail: Some(5),
            rcpt: Some(20),
            rcpt_domains: Some(999_999),
            faults: vec![],
        };
        assert_eq!(limits, expected);
        assert_eq!(read(""), Limits::default());
    }

    #[test]
    fn a_bad_value_voids_its_limit() {
        for value in ["0", "05", "1000000", "ten", "+5", "-1", "5K", "1.5"] {
            let limits = read(&format!("RCPTMAX={value} MAILMAX=5"));
            assert_eq!((limits.rcpt, limits.mail), (None, Some(5)), "{value}");
            assert_eq!(limits.faults, [(0, LimitFault::Value)], "{value}");
        }
        assert_eq!(read("MAILMAX").faults, [(0, LimitFault::Value)]);
        assert_eq!(
            read("MAILMAX=3 MAILMAX=4"),
            Limits {
                faults: vec![(1, LimitFault::Repeated)],
                ..read("MAILMAX=3")
            }
        );
    }

    #[test]
    fn a_bad_list_voids_all() {
        for bad in ["=5", "RCPTMAX=", "RCPT.MAX=5", "RCPTMAX=5;", "RCPTMAX:5"] {
            let limits = read(&format!("MAILMAX=5 {bad}"));
            assert_eq!(
                limits,
                Limits {
                    faults: vec![(1, LimitFault::List)],
                    ..Limits::default()
                },
                "{bad}"
            );
        }
    }
}
