//! Dates and times as parameters of MAIL and RCPT carry them: `2030-01-01T00:00:00Z` (RFC 3339 §5.6).

/// A date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp {
    /// Seconds since 1970 in UTC.
    pub unix_seconds: i64,
    /// Whether it is written in UTC, with `Z`.
    pub utc: bool,
    /// Whether it has a fraction of a second.
    pub fraction: bool,
}

impl Timestamp {
    /// Reads a date and time; nothing where it is not written as RFC 3339 says, or names a day or time that is none.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let number = |from: usize, to: usize| decimal(text.get(from..to)?);
        let mark = |at: usize, mark: u8| (text.get(at)?.eq_ignore_ascii_case(&mark)).then_some(());
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        for (at, octet) in [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')] {
            mark(at, octet)?;
        }
        let real_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        // A leap second is written as :60.
        if !real_day || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let rest = text.get(19..)?;
        let digits = rest.strip_prefix(b".").map(|rest| {
            rest.iter()
                .take_while(|octet| octet.is_ascii_digit())
                .count()
        });
        let zone = match digits {
            None => rest,
            Some(0) => return None,
            Some(digits) => rest.get(1 + digits..)?,
        };
        let offset = read_zone(zone)?;
        let seconds =
            days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
                - offset;
        Some(Self {
            unix_seconds: seconds,
            utc: zone.eq_ignore_ascii_case(b"Z"),
            fraction: digits.is_some(),
        })
    }
}

/// Seconds that a zone is ahead of UTC.
fn read_zone(zone: &[u8]) -> Option<i64> {
    let (sign, rest) = match zone {
        b"Z" | b"z" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = (decimal(rest.get(..2)?)?, decimal(rest.get(3..)?)?);
    let well_formed = rest.len() == 5 && rest.get(2) == Some(&b':') && hours < 24 && minutes < 60;
    well_formed.then_some(sign * (hours * 3600 + minutes * 60))
}

fn decimal(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 4 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(
        digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0')),
    )
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from the first of January 1970 to a day of the Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let leap_days = |year: i64| (year / 4) - (year / 100) + (year / 400);
    let before_year = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    let before_month: i64 = (1..month).map(|month| days_in(year, month)).sum();
    before_year + before_month + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn times_are_read() {
        for (text, unix_seconds, utc, fraction) in [
            ("1970-01-01T00:00:00Z", 0, true, false),
            ("2030-01-01T00:00:00Z", 1_893_456_000, true, false),
            ("2000-02-29t12:00:00z", 951_825_600, true, false),
            ("2026-11-22T10:00:00.5+01:00", 1_795_338_000, false, true),
            ("1969-12-31T23:59:59-00:00", -1, false, false),
            ("2016-12-31T23:59:60Z", 1_483_228_800, true, false),
        ] {
            assert_eq!(
                Timestamp::read(text.as_bytes()),
                Some(Timestamp {
                    unix_seconds,
                    utc,
                    fraction
                }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2030-01-01",
            "2030-01-01T00:00:00",
            "2030-13-01T00:00:00Z",
            "2030-02-29T00:00:00Z",
            "2030-01-01T24:00:00Z",
            "2030-01-01 00:00:00Z",
            "2030-01-01T00:00:00.Z",
            "2030-01-01T00:00:00+1:00",
            "2030-01-01T00:00:00+01:000",
            "2030-01-01T00:00:00Zx",
            "+030-01-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::read(text.as_bytes()), None, "{text}");
        }
    }
}
