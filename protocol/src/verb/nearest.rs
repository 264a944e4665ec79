//! Which verb a misspelt word was meant to be.

use super::Verb;
use crate::standing::Standing;

/// Words that people type who know what they want and not what SMTP calls it; no count of slips leads from these to
/// the verb.
#[rustfmt::skip]
const SYNONYMS: &[(&str, Verb)] = &[
    ("HI", Verb::Ehlo), ("HALLO", Verb::Ehlo), ("GREETINGS", Verb::Ehlo),
    ("SENDER", Verb::Mail), ("MAILFROM", Verb::Mail), ("MAIL-FROM", Verb::Mail),
    ("RECIPIENT", Verb::Rcpt), ("RECEIPT", Verb::Rcpt), ("RCPTTO", Verb::Rcpt), ("RCPT-TO", Verb::Rcpt),
    ("MAILTO", Verb::Rcpt), ("MAIL-TO", Verb::Rcpt),
    ("CHUNK", Verb::Bdat),
    ("RESET", Verb::Rset), ("ABORT", Verb::Rset), ("CANCEL", Verb::Rset), ("CLEAR", Verb::Rset),
    ("NOP", Verb::Noop), ("PING", Verb::Noop),
    ("BYE", Verb::Quit), ("EXIT", Verb::Quit), ("Q", Verb::Quit), ("LOGOUT", Verb::Quit), ("LOGOFF", Verb::Quit),
    ("CLOSE", Verb::Quit), ("END", Verb::Quit), ("DISCONNECT", Verb::Quit),
    ("VERIFY", Verb::Vrfy), ("EXPAND", Verb::Expn),
    ("?", Verb::Help), ("MAN", Verb::Help),
    ("TLS", Verb::StartTls), ("SSL", Verb::StartTls), ("STARTSSL", Verb::StartTls), ("STARTLS", Verb::StartTls),
    ("LOGIN", Verb::Auth), ("AUTHENTICATE", Verb::Auth), ("AUTHLOGIN", Verb::Auth),
];

/// Longest word looked at: no verb is longer than 14 letters, and two slips add two.
const LONGEST: usize = 16;

/// From this length on a word may differ by two slips. In four letters two slips are half the word, and `USER` would
/// become `RSET`.
const TWO_SLIPS: usize = 5;

/// The verb that was most likely meant by a word that is none.
///
/// A slip is a letter too many, one too few, a wrong one, or two neighbours swapped. Only verbs that are of use today
/// are suggested, and EHLO where HELO is nearest: whoever types `HELLO` is best served by the greeting that shows the
/// extensions.
#[must_use]
pub fn nearest(word: &[u8]) -> Option<Verb> {
    if Verb::recognise(word) != Verb::Other || word.len() > LONGEST {
        return None;
    }
    let synonym = SYNONYMS
        .iter()
        .find(|(synonym, _)| word.eq_ignore_ascii_case(synonym.as_bytes()));
    if let Some((_, verb)) = synonym {
        return Some(*verb);
    }
    // `Date:` is a header line and `<a@b>` an address; only what looks like a word is a misspelt verb.
    if word.len() < 3
        || !word
            .iter()
            .all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
    {
        return None;
    }
    let slips = if word.len() < TWO_SLIPS { 1 } else { 2 };
    let mut best: Option<((usize, bool), Verb)> = None;
    for verb in Verb::ALL {
        if matches!(verb.standing(), Standing::Obsolete | Standing::Vendor) {
            continue;
        }
        let name = verb.name().as_bytes();
        let other_start = !name
            .first()
            .zip(word.first())
            .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        let Some(distance) = distance(word, name).filter(|distance| *distance <= slips) else {
            continue;
        };
        // Two slips and another first letter: that is another word.
        if distance == 2 && other_start {
            continue;
        }
        let score = (distance, other_start);
        if best.is_none_or(|(least, _)| score < least) {
            best = Some((score, *verb));
        }
    }
    best.map(|(_, verb)| if verb == Verb::Helo { Verb::Ehlo } else { verb })
}

/// How many slips lead from one word to the other (Damerau and Levenshtein, no letter touched twice); nothing where one
/// of them is too long to look at.
pub(crate) fn distance(word: &[u8], name: &[u8]) -> Option<usize> {
    if name.len() > LONGEST || word.len() > LONGEST {
        return None;
    }
    // slips[row][column]: from the first `row` letters of the word to the first `column` letters of the name. Both lengths
    // are checked above, so every index below lies inside.
    let mut slips = [[0_usize; LONGEST + 1]; LONGEST + 1];
    slips[0] = std::array::from_fn(|column| column);
    for row in 1..=word.len() {
        slips[row][0] = row;
        for column in 1..=name.len() {
            let same = |back: usize, ahead: usize| {
                word[row - back].eq_ignore_ascii_case(&name[column - ahead])
            };
            let wrong = slips[row - 1][column - 1] + usize::from(!same(1, 1));
            let mut least = wrong
                .min(slips[row - 1][column] + 1)
                .min(slips[row][column - 1] + 1);
            if row > 1 && column > 1 && same(1, 2) && same(2, 1) {
                least = least.min(slips[row - 2][column - 2] + 1);
            }
            slips[row][column] = least;
        }
    }
    Some(slips[word.len()][name.len()])
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn slips_and_synonyms_lead_to_the_verb() {
        let cases = [
            (
                "HELLO EHELO ELHO HLEO EHLOO EHOL HEHLO HALLO hello ehl helo1",
                Verb::Ehlo,
            ),
            ("LHELO LHLOO LHL", Verb::Lhlo),
            (
                "MIAL MALI EMAIL MAILS MAI MAILFROM mailfrom SENDER",
                Verb::Mail,
            ),
            (
                "RECPT RCTP RCP RCPTT RECIPT RCPTTO RECIPIENT RPCT",
                Verb::Rcpt,
            ),
            ("DTAA DATTA DAAT DAT", Verb::Data),
            ("BDATA BADT BDTA", Verb::Bdat),
            ("REST RESET RSETT RSTE", Verb::Rset),
            ("NOOOP NOP NOPO PING", Verb::Noop),
            ("QUTI EXIT BYE bye QIUT QUITE QUT Q LOGOUT", Verb::Quit),
            ("VERIFY VERFY VRYF", Verb::Vrfy),
            ("EXPAND EXPM", Verb::Expn),
            ("HLEP HELPME ?", Verb::Help),
            (
                "STARTLS STARTSSL START-TLS STARTTSL STRATTLS TLS",
                Verb::StartTls,
            ),
            ("AUHT ATUH LOGIN AUTHLOGIN", Verb::Auth),
        ];
        for (words, verb) in cases {
            for word in words.split(' ') {
                assert_eq!(nearest(word.as_bytes()), Some(verb), "{word}");
            }
        }
    }

    #[test]
    fn words_far_away_lead_nowhere() {
        let words = "GET POST PUT HEAD OPTIONS CONNECT USER PASS STAT LIST SUBJECT SUBJECT: DATE: FROM: TO: HTTP/1.1 \
                     XFOO FOO BAR A AB GREETING MESSAGE QUEUE SELECT LIST-ID RECEIVED";
        for word in words.split_whitespace() {
            assert_eq!(nearest(word.as_bytes()), None, "{word}");
        }
        assert_eq!(nearest(b""), None);
        assert_eq!(nearest(&[b'E'; 4096]), None);
        assert_eq!(nearest("ÉHLO".as_bytes()), None);
    }

    #[test]
    fn a_verb_is_no_misspelling_of_another_and_old_verbs_are_not_suggested() {
        for verb in Verb::ALL {
            assert_eq!(nearest(verb.name().as_bytes()), None, "{verb:?}");
        }
        for word in ["SENT", "SAM", "SOLM", "ONE", "TURM"] {
            assert!(
                !matches!(
                    nearest(word.as_bytes()).map(Verb::standing),
                    Some(Standing::Obsolete)
                ),
                "{word}"
            );
        }
    }

    #[test]
    fn distances() {
        let cases = [
            ("", "MAIL", 4),
            ("MAIL", "MAIL", 0),
            ("MIAL", "MAIL", 1),
            ("MAL", "MAIL", 1),
            ("mAiLx", "MAIL", 1),
        ];
        for (word, name, slips) in cases {
            assert_eq!(
                distance(word.as_bytes(), name.as_bytes()),
                Some(slips),
                "{word}"
            );
        }
    }
}
