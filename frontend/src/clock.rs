//! The browser's clocks.

/// Milliseconds since the page was opened, by a clock that never goes back.
pub(crate) fn now_ms() -> u64 {
    let since_start = web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now());
    whole(since_start)
}

/// Milliseconds since 1970, by the clock of the machine.
pub(crate) fn unix_ms() -> u64 {
    whole(js_sys::Date::now())
}

// Both clocks are positive and far below 2^53; the cast cuts the fraction.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(milliseconds: f64) -> u64 {
    milliseconds as u64
}
