//! Which entries of the transcript are drawn: a long one would make the browser drag.

use std::ops::Range;

/// Rows that come at once. Some thousand are where a browser begins to drag.
const PORTION: usize = 400;

/// Rows drawn at most: where more come on one side, as many go on the other.
const MAX_ROWS: usize = 3 * PORTION;

/// A part of the transcript; its end may lie where lines are yet to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window(Range<usize>);

impl Window {
    /// The last entries, also when more come.
    pub(super) const LAST: Self = Self(usize::MAX..usize::MAX);

    /// The first entries.
    pub(super) const FIRST: Self = Self(0..PORTION);

    /// The numbers of the entries that are drawn of so many; the chosen one is always among them.
    pub(super) fn rows(&self, count: usize, chosen: Option<usize>) -> Range<usize> {
        let end = self.0.end.min(count);
        let rows = self.0.start.min(end.saturating_sub(PORTION))..end;
        match chosen.filter(|chosen| *chosen < count && !rows.contains(chosen)) {
            Some(chosen) => {
                let start = chosen.saturating_sub(PORTION / 2);
                start..(start + PORTION).min(count)
            }
            None => rows,
        }
    }

    /// These rows of so many. Where the last is among them, so are those that come.
    pub(super) const fn of(rows: &Range<usize>, count: usize) -> Self {
        Self(if rows.end == count {
            rows.start..usize::MAX
        } else {
            rows.start..rows.end
        })
    }

    /// With the portion before these rows.
    pub(super) fn earlier(rows: &Range<usize>, count: usize) -> Self {
        let start = rows.start.saturating_sub(PORTION);
        Self::of(&(start..rows.end.min(start + MAX_ROWS)), count)
    }

    /// With the portion behind these rows.
    pub(super) fn later(rows: &Range<usize>, count: usize) -> Self {
        let end = (rows.end + PORTION).min(count);
        Self::of(&(rows.start.max(end.saturating_sub(MAX_ROWS))..end), count)
    }

    /// How many rows a press brings of so many that are hidden.
    pub(super) fn portion(hidden: usize) -> usize {
        hidden.min(PORTION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_transcript_is_drawn_whole_and_a_long_one_from_its_end() {
        assert_eq!(Window::LAST.rows(0, None), 0..0);
        assert_eq!(Window::LAST.rows(PORTION, None), 0..PORTION);
        assert_eq!(Window::LAST.rows(10_000, None), 9_600..10_000);
        assert_eq!(Window::FIRST.rows(10_000, None), 0..PORTION);
        assert_eq!(Window::FIRST.rows(7, Some(7)), 0..7, "there is no such row");
    }

    #[test]
    fn what_is_chosen_is_drawn() {
        for chosen in [0, 1, 5_000, 9_599, 9_600, 9_999] {
            let rows = Window::LAST.rows(10_000, Some(chosen));
            assert!(rows.contains(&chosen) && rows.len() <= PORTION, "{chosen}");
        }
    }

    #[test]
    fn every_row_is_reached_by_portions_and_never_too_many_are_drawn() {
        let count = 10_000;
        let mut window = Window::LAST;
        let mut presses = 0;
        while window.rows(count, None).start > 0 {
            let before = window.rows(count, None);
            window = Window::earlier(&before, count);
            let rows = window.rows(count, None);
            assert_eq!(rows.start, before.start.saturating_sub(PORTION));
            assert!(rows.end >= before.start, "{rows:?} leaves a gap");
            assert!(rows.len() <= MAX_ROWS);
            presses += 1;
        }
        assert_eq!(presses, 24);
        while window.rows(count, None).end < count {
            let before = window.rows(count, None);
            window = Window::later(&before, count);
            let rows = window.rows(count, None);
            assert!(rows.end > before.end && rows.start <= before.end);
            assert!(rows.len() <= MAX_ROWS);
        }
        // Lines that come are drawn where the last one was.
        assert_eq!(window.rows(count + 3, None).end, count + 3);
    }
}
