//! Times, sizes and counts as a person reads them.

use ehlo_texts::Value;

use crate::words::{text, text_with};

/// A stretch of time, `12 ms`, `1.2 s` or `2 min 5 s`.
pub(crate) fn duration(milliseconds: u64) -> String {
    match milliseconds {
        0..1_000 => text_with("page-milliseconds", &[("count", milliseconds.into())]),
        1_000..60_000 => text_with("page-seconds", &[("count", tenths(milliseconds, 1_000))]),
        _ => {
            let seconds = milliseconds / 1_000;
            text_with(
                "page-minutes",
                &[
                    ("minutes", (seconds / 60).into()),
                    ("seconds", (seconds % 60).into()),
                ],
            )
        }
    }
}

/// A number of octets, `512 bytes`, `10 KB` or `10.2 MB`, in thousands as SIZE counts.
pub(crate) fn size(octets: u64) -> String {
    match octets {
        0..1_000 => text_with("page-bytes", &[("count", octets.into())]),
        1_000..1_000_000 => text_with("page-kilobytes", &[("count", tenths(octets, 1_000))]),
        _ => text_with("page-megabytes", &[("count", tenths(octets, 1_000_000))]),
    }
}

/// The time of day of a moment in milliseconds since 1970, in UTC: `14:05:09`.
pub(crate) fn time_of_day(unix_ms: u64) -> String {
    let seconds = unix_ms / 1_000 % 86_400;
    let two = |number: u64| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [
        two(seconds / 3_600),
        two(seconds / 60 % 60),
        two(seconds % 60),
    ]
    .join(":")
}

/// Whom an empty path stands for, or the address.
pub(crate) fn address(path: &str) -> String {
    if path.is_empty() {
        text("page-null-sender")
    } else {
        path.to_owned()
    }
}

/// `count` in units of `unit`, rounded to one decimal that is left out where it is zero.
fn tenths(count: u64, unit: u64) -> Value {
    let tenths = (count + unit / 20) / (unit / 10);
    let whole = (tenths / 10).to_string();
    Value::Text(if tenths.is_multiple_of(10) {
        whole
    } else {
        [whole, (tenths % 10).to_string()].join(".")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_read_well() {
        for (milliseconds, read) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1_000, "1 s"),
            (1_240, "1.2 s"),
            (125_000, "2 min 5 s"),
        ] {
            assert_eq!(duration(milliseconds), read);
        }
        for (octets, read) in [
            (1, "1 byte"),
            (12, "12 bytes"),
            (1_500, "1.5 KB"),
            (10_240_000, "10.2 MB"),
            (10_000_000, "10 MB"),
        ] {
            assert_eq!(size(octets), read);
        }
        assert_eq!(
            time_of_day(((14 * 60 + 5) * 60 + 9) * 1_000 + 86_400_000),
            "14:05:09"
        );
    }
}
