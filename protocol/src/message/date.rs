//! Dates of a message (RFC 5322 §3.3): `Mon, 23 Nov 2026 10:00:00 +0100`.

use crate::span::Span;

/// A date that was written, its numbers within their ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// The year, four digits or more.
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31, and no more than the month has.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 60: there are leap seconds.
    pub second: u32,
    /// Minutes east of Greenwich; nothing where the zone says nothing of them.
    pub offset_minutes: Option<i32>,
}

/// What is wrong with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Something else stands here than the date needs next: `day`, `month`, `year`, `time` or `zone`.
    Expected(&'static str),
    /// The day's name is none.
    DayName,
    /// It is another day of the week: this one.
    WrongDayName(&'static str),
    /// The month has fewer days; or the hour, minute or second is beyond its range.
    OutOfRange(&'static str),
    /// The year has fewer than four digits.
    ShortYear,
    /// The zone has a name and not four digits: an old form that is read, and is not to be written.
    NamedZone,
    /// Something follows the date.
    Behind,
}

/// What is wrong, and where.
type Fault = (DateFault, Span);

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const NAMED_ZONES: [(&str, i32); 10] = [
    ("UT", 0),
    ("GMT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

impl DateTime {
    /// Reads the date that `value` of `content` holds, and every fault that leaves it readable.
    ///
    /// # Errors
    ///
    /// The first fault behind which nothing can be read, and where it is.
    pub fn read(content: &[u8], value: Span) -> Result<(Self, Vec<Fault>), Fault> {
        let mut words = Words::new(content, value);
        let mut faults = Vec::new();
        let day_name = match words.peek() {
            Some((word, _)) if word.first().is_some_and(u8::is_ascii_alphabetic) => words.next(),
            _ => None,
        };
        if day_name.is_some() {
            words.comma();
        }
        let (day, day_span) = words.number(1..=2, "day")?;
        let (month, _) = words.month()?;
        let (year, year_span) = words.number(2..=9, "year")?;
        let year = if year_span.len() < 4 {
            faults.push((DateFault::ShortYear, year_span));
            // Two digits stood for these years (RFC 5322 §4.3).
            year + if year < 50 { 2000 } else { 1900 }
        } else {
            year
        };
        if day == 0 || day > days_in(year, month) {
            faults.push((DateFault::OutOfRange("day"), day_span));
        } else if let Some((name, span)) = day_name {
            let right = weekday(year, month, day);
            if !DAYS
                .iter()
                .any(|day| name.eq_ignore_ascii_case(day.as_bytes()))
            {
                faults.push((DateFault::DayName, span));
            } else if !name.eq_ignore_ascii_case(right.as_bytes()) {
                faults.push((DateFault::WrongDayName(right), span));
            }
        }
        let (hour, hour_span) = words.number(2..=2, "time")?;
        words.colon()?;
        let (minute, minute_span) = words.number(2..=2, "time")?;
        let (second, second_span) = if words.take(b':') {
            words.number(2..=2, "time")?
        } else {
            (0, minute_span)
        };
        for (value, most, name, span) in [
            (hour, 23, "hour", hour_span),
            (minute, 59, "minute", minute_span),
            (second, 60, "second", second_span),
        ] {
            if value > most {
                faults.push((DateFault::OutOfRange(name), span));
            }
        }
        let offset_minutes = words.zone(&mut faults)?;
        if let Some((_, span)) = words.peek() {
            faults.push((DateFault::Behind, span));
        }
        let date = Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
            offset_minutes,
        };
        Ok((date, faults))
    }
}

/// The words of a date: runs of letters or digits, and signs; white space and comments part them.
struct Words<'a> {
    content: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Words<'a> {
    fn new(content: &'a [u8], value: Span) -> Self {
        Self {
            content,
            at: value.range().start,
            end: value.range().end.min(content.len()),
        }
    }

    fn byte(&self) -> Option<u8> {
        (self.at < self.end)
            .then(|| self.content.get(self.at).copied())
            .flatten()
    }

    fn skip(&mut self) {
        let mut comment = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'(' => comment += 1,
                b')' if comment > 0 => comment -= 1,
                b'\\' if comment > 0 => self.at += 1,
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ if comment > 0 => {}
                _ => return,
            }
            self.at += 1;
        }
    }

    fn peek(&mut self) -> Option<(&'a [u8], Span)> {
        self.skip();
        let rest = self.content.get(self.at..self.end)?;
        let first = *rest.first()?;
        let length = rest
            .iter()
            .take_while(|byte| {
                byte.is_ascii_digit() && first.is_ascii_digit()
                    || byte.is_ascii_alphabetic() && first.is_ascii_alphabetic()
            })
            .count()
            .max(1);
        Some((rest.get(..length)?, Span::new(self.at, self.at + length)))
    }

    fn next(&mut self) -> Option<(&'a [u8], Span)> {
        let (word, span) = self.peek()?;
        self.at = span.range().end;
        Some((word, span))
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek().is_some_and(|(word, _)| word == [byte]);
        if found {
            self.at += 1;
        }
        found
    }

    fn comma(&mut self) {
        self.take(b',');
    }

    fn colon(&mut self) -> Result<(), Fault> {
        if self.take(b':') {
            return Ok(());
        }
        Err((DateFault::Expected("time"), self.here()))
    }

    /// The next word, or the place where one is missing.
    fn here(&mut self) -> Span {
        let end = self.end;
        self.peek().map_or_else(|| Span::at(end), |(_, span)| span)
    }

    fn number(
        &mut self,
        digits: std::ops::RangeInclusive<usize>,
        expected: &'static str,
    ) -> Result<(u32, Span), Fault> {
        let fault = (DateFault::Expected(expected), self.here());
        let (word, span) = self.next().ok_or(fault)?;
        if !word.iter().all(u8::is_ascii_digit) || !digits.contains(&word.len()) {
            return Err(fault);
        }
        let number = word
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        Ok((number, span))
    }

    fn month(&mut self) -> Result<(u32, Span), Fault> {
        let fault = (DateFault::Expected("month"), self.here());
        let (word, span) = self.next().ok_or(fault)?;
        let found = (1..)
            .zip(MONTHS)
            .find(|(_, name)| word.eq_ignore_ascii_case(name.as_bytes()));
        found.map(|(month, _)| (month, span)).ok_or(fault)
    }

    fn zone(&mut self, faults: &mut Vec<Fault>) -> Result<Option<i32>, Fault> {
        let fault = (DateFault::Expected("zone"), self.here());
        let (word, span) = self.next().ok_or(fault)?;
        let sign = match word {
            b"+" => 1,
            b"-" => -1,
            _ if word.iter().all(u8::is_ascii_alphabetic) => {
                faults.push((DateFault::NamedZone, span));
                return Ok(NAMED_ZONES
                    .iter()
                    .find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes()))
                    .map(|(_, offset)| *offset));
            }
            _ => return Err(fault),
        };
        let (digits, place) = self.number(4..=4, "zone")?;
        if digits % 100 > 59 {
            faults.push((DateFault::OutOfRange("zone"), span.to(place)));
        }
        let minutes = i32::try_from(digits / 100 * 60 + digits % 100).unwrap_or(0);
        // `-0000` says the time in Greenwich and nothing of the place.
        Ok((sign > 0 || minutes != 0).then_some(sign * minutes))
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The name of a day of the Gregorian calendar.
fn weekday(year: u32, month: u32, day: u32) -> &'static str {
    // Days before the month, counted from 1 March, so that a leap day is the last of its year.
    let (year, month) = if month < 3 {
        (year.wrapping_sub(1), month + 9)
    } else {
        (year, month - 3)
    };
    let days = u64::from(year) * 365 + u64::from(year / 4) + u64::from(year / 400)
        - u64::from(year / 100)
        + u64::from((153 * month + 2) / 5)
        + u64::from(day);
    // 1 March of the year 0 was a Wednesday.
    usize::try_from((days + 2) % 7)
        .ok()
        .and_then(|index| DAYS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The date, then its faults with what they are about.
    fn read(text: &str) -> String {
        let content = text.as_bytes();
        let show = |(fault, span): &Fault| {
            format!("{fault:?} {:?}", String::from_utf8_lossy(span.of(content)))
        };
        match DateTime::read(content, Span::new(0, content.len())) {
            Ok((date, faults)) => {
                let zone = date
                    .offset_minutes
                    .map_or_else(|| "?".to_owned(), |offset| offset.to_string());
                let mut told = vec![format!(
                    "{}-{}-{} {}:{}:{} {zone}",
                    date.year, date.month, date.day, date.hour, date.minute, date.second
                )];
                told.extend(faults.iter().map(show));
                told.join("; ")
            }
            Err(fault) => show(&fault),
        }
    }

    #[test]
    fn dates_are_read_and_their_faults_found() {
        for (text, expected) in [
            ("Mon, 23 Nov 2026 10:00:00 +0100", "2026-11-23 10:0:0 60"),
            ("23 Nov 2026 10:00 -0000", "2026-11-23 10:0:0 ?"),
            (
                "Thu,\r\n 29 Feb 2024 23:59:60 -0930 (hm)",
                "2024-2-29 23:59:60 -570",
            ),
            (
                "Tue, 31 Feb 2026 10:00:00 +0000",
                "2026-2-31 10:0:0 0; OutOfRange(\"day\") \"31\"",
            ),
            (
                "Tue, 23 Nov 2026 10:00:00 +0000",
                "2026-11-23 10:0:0 0; WrongDayName(\"Mon\") \"Tue\"",
            ),
            (
                "Xyz, 23 Nov 2026 10:00:00 +0000",
                "2026-11-23 10:0:0 0; DayName \"Xyz\"",
            ),
            (
                "Mon, 23 Nov 26 10:00:00 +0000",
                "2026-11-23 10:0:0 0; ShortYear \"26\"",
            ),
            (
                "Mon, 23 Nov 2026 10:00:00 GMT",
                "2026-11-23 10:0:0 0; NamedZone \"GMT\"",
            ),
            (
                "Mon, 23 Nov 2026 25:61:61 +0099",
                "2026-11-23 25:61:61 99; OutOfRange(\"hour\") \"25\"; OutOfRange(\"minute\") \"61\"; \
                 OutOfRange(\"second\") \"61\"; OutOfRange(\"zone\") \"+0099\"",
            ),
            ("2026-11-23T10:00:00Z", "Expected(\"day\") \"2026\""),
            (
                "Mon, 23 11 2026 10:00:00 +0000",
                "Expected(\"month\") \"11\"",
            ),
            ("Mon, 23 Nov 2026 10.00 +0000", "Expected(\"time\") \".\""),
            ("Mon, 23 Nov 2026 10:00:00", "Expected(\"zone\") \"\""),
            ("Mon Nov 23 10:00:00 2026", "Expected(\"day\") \"Nov\""),
            ("today", "Expected(\"day\") \"\""),
            ("", "Expected(\"day\") \"\""),
            (
                "Mon, 23 Nov 2026 10:00:00 +0000 x",
                "2026-11-23 10:0:0 0; Behind \"x\"",
            ),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn days_of_the_week_are_those_of_the_calendar() {
        for (year, month, day, name) in [
            (1970, 1, 1, "Thu"),
            (2000, 2, 29, "Tue"),
            (2025, 11, 22, "Sat"),
            (2099, 12, 31, "Thu"),
            (1900, 3, 1, "Thu"),
        ] {
            assert_eq!(weekday(year, month, day), name, "{year}-{month}-{day}");
        }
    }
}
