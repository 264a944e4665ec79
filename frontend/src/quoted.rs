//! Replies that a text quotes: a bounce, a line of a mail server's log, what somebody wrote in a ticket.
//!
//! Such a text is no session, and what it quotes is all that a person has to go on. A quoted reply is told by its code with
//! an enhanced code behind it, as `550 5.1.1`, or by a code that refuses behind a colon, a semicolon or a quotation mark.

/// Replies that are taken from one text; the first ones say what went wrong.
const MAX_QUOTED: usize = 20;

/// What ends a quoted reply on its line: words of those who quote.
const ENDS: [&str; 4] = [" (in reply to ", "; from=<", "' from ", "\\r\\n"];

/// The replies that a text quotes, each once and in one line, without its ending.
pub(crate) fn quoted(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reply in text.lines().filter_map(in_line) {
        let known = found
            .iter_mut()
            .find(|before| before.starts_with(&reply) || reply.starts_with(before.as_str()));
        if let Some(known) = known {
            if known.len() < reply.len() {
                *known = reply;
            }
        } else if found.len() < MAX_QUOTED {
            found.push(reply);
        }
    }
    found
}

/// The first reply that a line quotes.
fn in_line(line: &str) -> Option<String> {
    let mut starts = line.char_indices().map(|(at, _)| at);
    let at = starts.find(|at| is_reply(line, *at))?;
    let said = line.get(at..)?;
    let end = ENDS.iter().filter_map(|end| said.find(end)).min();
    let said = said.get(..end.unwrap_or(said.len()))?;
    let said = said.trim_end_matches([' ', '\t', '\r', '\'', '"', ')', '>']);
    let (code, rest) = said.split_at_checked(3)?;
    // A reply of several lines, put into one by whoever quotes it, is whole as it is.
    Some([code, " ", rest.get(1..).unwrap_or_default()].concat())
}

/// Whether a reply begins here.
fn is_reply(line: &str, at: usize) -> bool {
    let (before, said) = line.split_at(at);
    let [first, second, third, mark, rest @ ..] = said.as_bytes() else {
        return false;
    };
    let is_code = matches!(first, b'2' | b'4' | b'5')
        && matches!(second, b'0'..=b'5')
        && third.is_ascii_digit()
        && matches!(mark, b' ' | b'-');
    let stands_alone =
        !before.ends_with(|last: char| last.is_alphanumeric() || ".-/[".contains(last));
    let is_enhanced = || {
        let [class, b'.', subject, ..] = rest else {
            return false;
        };
        class == first && subject.is_ascii_digit()
    };
    let is_told = || {
        let quotes = before.trim_end().ends_with([':', ';', '\'', '"', '=']);
        quotes && *first != b'2' && rest.first().is_some_and(u8::is_ascii_alphabetic)
    };
    is_code && stands_alone && (is_enhanced() || is_told())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_said_is_found_where_others_quote_it() {
        for (line, said) in [
            (
                "<bob@example.com>: host mx.example.com[192.0.2.9] said: 550 5.1.1 <bob@example.com>: \
                 User unknown (in reply to RCPT TO command)",
                "550 5.1.1 <bob@example.com>: User unknown",
            ),
            (
                "Nov 26 10:00:02 mail postfix/smtpd[123]: NOQUEUE: reject: RCPT from a.example[192.0.2.1]: \
                 554 5.7.1 <bob@example.com>: Relay access denied; from=<ann@example.org> proto=ESMTP",
                "554 5.7.1 <bob@example.com>: Relay access denied",
            ),
            (
                "Diagnostic-Code: smtp;550-5.7.26 Unauthenticated 550 5.7.26 mail",
                "550 5.7.26 Unauthenticated 550 5.7.26 mail",
            ),
            (
                "SMTP error from remote mail server after RCPT TO:<bob@example.com>: 550 No such user here",
                "550 No such user here",
            ),
            (
                "Remote Server returned '550 5.4.1 Access denied'",
                "550 5.4.1 Access denied",
            ),
            ("reply: b'550 5.7.1 no\\r\\n'", "550 5.7.1 no"),
            (
                "status=deferred (host a said: 450 4.2.0 greylisted)",
                "450 4.2.0 greylisted",
            ),
        ] {
            assert_eq!(in_line(line).as_deref(), Some(said), "{line}");
        }
    }

    #[test]
    fn what_is_no_reply_is_left_alone() {
        for line in [
            "",
            "port: 465 is closed",
            "Nov 26 10:00:02 mail postfix/smtp[550]: 4ABC: to=<bob@example.com>",
            "delay=550, delays=0.1/0/1/0.1, dsn=5.1.1, status=bounced",
            "It costs 550 euros",
            "relay=mx.example.com[192.0.2.9]:25",
            "550",
            "äöü: 55",
        ] {
            assert_eq!(in_line(line), None, "{line}");
        }
    }

    #[test]
    fn each_is_given_once() {
        let bounce = "host a said: 550 5.1.1 no such user (in reply to RCPT TO command)\n\
            Diagnostic-Code: smtp; 550 5.1.1 no such user here\n";
        assert_eq!(quoted(bounce), ["550 5.1.1 no such user here"]);
        let many: String = (0..100).map(|n| format!("said: 550 no {n}!\n")).collect();
        assert_eq!(quoted(&many).len(), MAX_QUOTED);
    }
}
