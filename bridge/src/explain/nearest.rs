//! Names that are like a word that is none.

use ehlo_protocol::verb;

use super::Topic;

/// Most names that are offered.
const MAX_NAMES: usize = 5;

/// How like a name has to be, of 1: two letters of a short verb, a syllable of a rule.
const LIKENESS: f64 = 0.78;

/// The names nearest to a word, the nearest first; none where nothing is like it.
pub(super) fn names(word: &str) -> Vec<String> {
    let word = word.to_ascii_lowercase();
    let verb = verb::nearest(word.as_bytes()).map(|verb| verb.name().to_owned());
    let mut scored: Vec<(f64, String)> = Topic::all()
        .filter(|topic| !matches!(topic, Topic::Code(_) | Topic::Enhanced(_)))
        .map(|topic| topic.name())
        .map(|name| (likeness(&word, &name.to_ascii_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    scored.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    let mut names: Vec<String> = Vec::new();
    for name in verb
        .into_iter()
        .chain(scored.into_iter().map(|(_, name)| name))
    {
        if !names.contains(&name) && names.len() < MAX_NAMES {
            names.push(name);
        }
    }
    names
}

/// How like two words are, 0 to 1. A word that stands whole in a name of several counts as like it.
fn likeness(word: &str, name: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(word, name);
    if word.len() >= 3 && name.split('-').any(|part| part == word) {
        whole.max(LIKENESS)
    } else {
        whole.max(strsim::jaro_winkler(word, name) - 0.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_lead_to_the_name() {
        for (word, name) in [
            ("HELLO", "EHLO"),
            ("STARTLS", "STARTTLS"),
            ("unknown-vreb", "unknown-verb"),
            ("pipeline", "PIPELINING"),
            ("SMTPUFT8", "SMTPUTF8"),
            ("dot", "unstuffed-dot"),
        ] {
            let names = names(word);
            assert!(names.iter().any(|near| near == name), "{word}: {names:?}");
            assert!(names.len() <= MAX_NAMES);
        }
        assert_eq!(names("qqqq"), Vec::<String>::new());
    }
}
