//! The tables.

use std::fmt::Write;
use std::time::Duration;

use crate::bench::Figures;
use crate::figure::Figure;
use crate::samples::{median, spread};

/// The peer that all ratios are to.
const DIRECT: &str = "direct TCP";

/// What a benchmark found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The machine.
    pub machine: String,
    /// Its load average when it began.
    pub load_before: String,
    /// And when it ended.
    pub load_after: String,
    /// How many rounds.
    pub rounds: usize,
    /// How long one measurement lasted.
    pub time: Duration,
    /// Every peer, in the order of the rows.
    pub peers: Vec<String>,
    /// What peers say of themselves.
    pub versions: Vec<(String, String)>,
    /// Those that are ours.
    pub ours: Vec<String>,
    /// Those that cannot be had here.
    pub missing: Vec<String>,
    /// What failed.
    pub faults: Vec<String>,
    /// The figures.
    pub figures: Figures,
}

impl Report {
    /// All of it, as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let foreign: Vec<f64> = self
            .figures
            .iter()
            .filter(|((_, figure), _)| *figure == Figure::Foreign)
            .flat_map(|(_, values)| values.iter().map(|(_, value)| *value))
            .collect();
        let most = foreign.iter().copied().fold(0.0, f64::max);
        let _ = writeln!(
            text,
            "{}. Load average {} before, {} after; cores at work for others meanwhile: median {:.2}, most {most:.2}. \
             {} rounds in turn, {:.1} s a measurement; medians, ratios to direct TCP within the same round.\n",
            self.machine,
            self.load_before,
            self.load_after,
            median(&foreign),
            self.rounds,
            self.time.as_secs_f64(),
        );
        for (name, version) in &self.versions {
            let _ = writeln!(text, "{name}: {version}.  ");
        }
        if !self.missing.is_empty() {
            let _ = writeln!(
                text,
                "\n**NOT MEASURED, as this machine does not have them: {}.**",
                self.missing.join(", ")
            );
        }
        for fault in &self.faults {
            let _ = writeln!(text, "\n**FAILED: {fault}.**");
        }
        let _ = writeln!(text);
        self.comparison(&mut text);
        for name in &self.ours {
            self.goals(&mut text, name);
        }
        text
    }

    /// Whether everything could be measured, and every figure of ours keeps to the least that is accepted.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        let whole = self.faults.is_empty();
        whole
            && self.ours.iter().all(|name| {
                Figure::all().into_iter().all(|figure| {
                    let judged = figure.goal().zip(self.judged(name, figure));
                    judged.is_none_or(|(goal, (value, _))| goal.meets(value, goal.least))
                })
            })
    }

    fn comparison(&self, text: &mut String) {
        let _ = write!(text, "| |");
        for peer in &self.peers {
            let _ = write!(text, " {peer} |");
        }
        let _ = writeln!(text, "\n|---|{}", "---:|".repeat(self.peers.len()));
        for figure in Figure::all() {
            if self
                .peers
                .iter()
                .all(|peer| self.values(peer, figure).is_empty())
            {
                continue;
            }
            let (title, digits) = figure.title();
            let _ = write!(text, "| {title} |");
            for peer in &self.peers {
                let values = self.values(peer, figure);
                if values.is_empty() {
                    let _ = write!(text, " |");
                    continue;
                }
                let _ = write!(text, " {:.digits$}", median(&values));
                if figure.compares()
                    && peer != DIRECT
                    && let Some(ratios) = self.ratios(peer, figure)
                {
                    let _ = write!(text, " ({:.2})", median(&ratios));
                }
                let _ = write!(text, " |");
            }
            let _ = writeln!(text);
        }
    }

    fn goals(&self, text: &mut String, name: &str) {
        let _ = writeln!(
            text,
            "\n### {name} against its goals\n\n| | figure | spread | goal | least | |\n|---|---:|---:|---:|---:|---|"
        );
        for figure in Figure::all() {
            let Some((goal, (value, apart))) = figure.goal().zip(self.judged(name, figure)) else {
                continue;
            };
            let sign = if goal.more { ">=" } else { "<=" };
            let beside = if goal.ratio { " of direct" } else { "" };
            let verdict = if goal.meets(value, goal.aim) {
                "goal met"
            } else if goal.meets(value, goal.least) {
                "least met"
            } else {
                "**MISSED**"
            };
            let apart = apart.map_or_else(String::new, |apart| format!("{:.0} %", apart * 100.0));
            let _ = writeln!(
                text,
                "| {} | {value:.2}{beside} | {apart} | {sign} {} | {sign} {} | {verdict} |",
                figure.title().0,
                goal.aim,
                goal.least,
            );
        }
        self.best(text, name);
    }

    /// Whether no peer answers more requests of a hundred sessions.
    fn best(&self, text: &mut String, name: &str) {
        let ours = median(&self.values(name, Figure::Requests));
        let others = self
            .peers
            .iter()
            .skip(2)
            .filter(|peer| !self.ours.contains(peer));
        let best = others
            .map(|peer| (median(&self.values(peer, Figure::Requests)), peer))
            .max_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((rate, peer)) = best.filter(|(rate, _)| *rate > 0.0 && ours > 0.0) {
            let verdict = if ours >= rate { "goal met" } else { "missed" };
            let _ = writeln!(
                text,
                "| 100 sessions beside the best peer, {peer} | {:.2} of it | | >= 1 | | {verdict} |",
                ours / rate
            );
        }
    }

    /// The figure that a goal is about, and how far its rounds lie apart.
    fn judged(&self, name: &str, figure: Figure) -> Option<(f64, Option<f64>)> {
        let values = match figure.goal()?.ratio {
            true => self.ratios(name, figure)?,
            false => self.values(name, figure),
        };
        (!values.is_empty()).then(|| (median(&values), spread(&values)))
    }

    fn values(&self, peer: &str, figure: Figure) -> Vec<f64> {
        let found = self.figures.get(&(peer.to_owned(), figure));
        found.map_or_else(Vec::new, |values| {
            values.iter().map(|(_, value)| *value).collect()
        })
    }

    /// To the direct connection, round by round: what else the machine did in a round was the same for both.
    fn ratios(&self, peer: &str, figure: Figure) -> Option<Vec<f64>> {
        let ours = self.figures.get(&(peer.to_owned(), figure))?;
        let direct = self.figures.get(&(DIRECT.to_owned(), figure))?;
        let ratios: Vec<f64> = ours
            .iter()
            .filter_map(|(round, value)| {
                let (_, base) = direct.iter().find(|(other, _)| other == round)?;
                Some(value / base)
            })
            .collect();
        (!ratios.is_empty()).then_some(ratios)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report {
            peers: vec![DIRECT.to_owned(), "relay".to_owned(), "ehlo".to_owned()],
            ours: vec!["ehlo".to_owned()],
            ..Report::default()
        };
        let mut add = |peer: &str, figure, values: &[f64]| {
            let values = values.iter().copied().enumerate().collect();
            report.figures.insert((peer.to_owned(), figure), values);
        };
        add(DIRECT, Figure::Up, &[1000.0, 2000.0, 1000.0]);
        add("ehlo", Figure::Up, &[480.0, 960.0, 500.0]);
        add("ehlo", Figure::PingCost, &[27.0]);
        report
    }

    #[test]
    fn ratios_are_made_round_by_round() {
        let text = report().markdown();
        assert!(
            text.contains("| up MB/s, 16 KiB frames | 1000 | | 500 (0.48) |"),
            "{text}"
        );
        assert!(
            text.contains(
                "| up MB/s, 16 KiB frames | 0.48 of direct | 4 % | >= 0.5 | >= 0.45 | least met |"
            ),
            "{text}"
        );
        assert!(
            text.contains("| CPU us/NOOP | 27.00 |  | <= 28 | <= 31 | goal met |"),
            "{text}"
        );
    }

    #[test]
    fn what_is_below_the_least_is_not_enough() {
        let mut report = report();
        assert!(report.is_enough());
        report
            .figures
            .insert(("ehlo".to_owned(), Figure::IdleOf1000), vec![(0, 6.5)]);
        assert!(!report.is_enough());
        assert!(report.markdown().contains("**MISSED**"));
    }

    #[test]
    fn what_could_not_be_measured_is_not_enough() {
        let mut report = report();
        report
            .faults
            .push("ehlo, Growth, round 1: stuck".to_owned());
        assert!(!report.is_enough());
        assert!(
            report
                .markdown()
                .contains("**FAILED: ehlo, Growth, round 1: stuck.**")
        );
    }
}
