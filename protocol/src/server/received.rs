//! The trace header a server puts on top (RFC 5321 §4.4).

use super::Settings;
use crate::session::{Mode, Session};
use crate::verb::Verb;

/// `Received: from ... by ... with ... id ... for <...>; date`, folded, with CR LF.
pub(super) fn header(
    settings: &Settings,
    session: &Session,
    recipients: &[String],
    id: &str,
    now_ms: u64,
) -> String {
    let hello = session.hello.as_ref();
    let name = hello
        .map(|hello| String::from_utf8_lossy(&hello.name).into_owned())
        .unwrap_or_default();
    let extended = hello.is_some_and(|hello| hello.verb != Verb::Helo);
    // The protocol names of RFC 3848: S for TLS, A for authenticated.
    // With SMTPUTF8 they are those of RFC 6531 §3.7.3, which have no E.
    let mail = session.transaction.as_ref();
    let is_utf8 = mail.is_some_and(|mail| mail.parameter("SMTPUTF8").is_some());
    let base = match (settings.mode, is_utf8, extended) {
        (Mode::Lmtp, true, _) => "UTF8LMTP",
        (Mode::Lmtp, false, _) => "LMTP",
        (_, true, _) => "UTF8SMTP",
        (_, false, true) => "ESMTP",
        (_, false, false) => "SMTP",
    };
    let tls = if session.tls && extended { "S" } else { "" };
    let authenticated = if session.authenticated && extended {
        "A"
    } else {
        ""
    };
    // FOR names a recipient only where there is exactly one: it must not tell one recipient of another (§7.2).
    let recipient = match recipients {
        [one] => format!("\r\n\tfor <{one}>"),
        _ => String::new(),
    };
    format!(
        "Received: from {name} ([{peer}])\r\n\tby {host} with {base}{tls}{authenticated} id {id}{recipient};\r\n\t{date}\r\n",
        peer = settings.peer,
        host = settings.host,
        date = date(now_ms),
    )
}

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Milliseconds since 1970 as a date of RFC 5322 §3.3, in UTC.
#[must_use]
pub fn date(unix_ms: u64) -> String {
    let seconds = unix_ms / 1000;
    let days = seconds / 86_400;
    let (year, month, day) = civil(days);
    let weekday = usize::try_from(days % 7)
        .ok()
        .and_then(|index| DAYS.get(index))
        .copied()
        .unwrap_or_default();
    let month = MONTHS.get(month).copied().unwrap_or_default();
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {day} {month} {year} {hour:02}:{minute:02}:{second:02} +0000")
}

/// Year, month from 0 and day of a count of days since 1970, in the Gregorian calendar.
fn civil(days: u64) -> (u64, usize, u64) {
    // The calendar repeats every 400 years of 146,097 days.
    let mut year = 1970 + days / 146_097 * 400;
    let mut left = days % 146_097;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 0;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    (year, month, left + 1)
}

const fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (ms, expected) in [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_763_812_800_000, "Sat, 22 Nov 2025 12:00:00 +0000"),
            (4_102_444_799_999, "Thu, 31 Dec 2099 23:59:59 +0000"),
        ] {
            assert_eq!(date(ms), expected);
        }
    }
}
