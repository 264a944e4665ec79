use ehlo_protocol::complete::CompletionKind;
use ehlo_protocol::span::Span;

use super::*;

fn typed(text: &str) -> LineAction {
    LineAction::Typed(text.to_owned(), text.len())
}

fn say(composer: &mut Composer, line: &str) {
    composer.apply(typed(line));
    composer.apply(LineAction::Sent { secret: false });
}

#[test]
fn arrows_walk_through_what_was_said_and_come_back_to_the_draft() {
    let mut composer = Composer::default();
    composer.apply(LineAction::Back);
    assert_eq!(&*composer.line, "");
    for line in ["EHLO a", "NOOP", "NOOP"] {
        say(&mut composer, line);
    }
    composer.apply(typed("draft"));
    let mut seen = Vec::new();
    for action in [
        LineAction::Back,
        LineAction::Back,
        LineAction::Back,
        LineAction::Forward,
        LineAction::Forward,
        LineAction::Forward,
    ] {
        composer.apply(action);
        seen.push(composer.line.to_string());
    }
    assert_eq!(seen, ["NOOP", "EHLO a", "EHLO a", "NOOP", "draft", "draft"]);
}

#[test]
fn secrets_do_not_enter_the_history() {
    let mut composer = Composer::default();
    composer.apply(typed("AUTH PLAIN AGFubgBzZWNyZXQ="));
    composer.apply(LineAction::Sent { secret: true });
    composer.apply(LineAction::Back);
    assert_eq!(&*composer.line, "");
}

#[test]
fn pasted_lines_wait_for_their_turn() {
    let mut composer = Composer::default();
    composer.apply(typed("EHLO old"));
    composer.apply(LineAction::Pasted(
        "a\r\nMAIL FROM:<>\r\nQUIT\n".to_owned(),
        5..8,
    ));
    assert_eq!((&*composer.line, composer.queue.len()), ("EHLO a", 2));
    composer.apply(LineAction::Sent { secret: false });
    assert_eq!((&*composer.line, composer.queue.len()), ("MAIL FROM:<>", 1));
    composer.apply(LineAction::DropQueue);
    composer.apply(LineAction::Sent { secret: false });
    assert_eq!(&*composer.line, "");
}

#[test]
fn lines_that_find_no_place_are_counted() {
    let mut composer = Composer::default();
    let paste = |lines: usize| LineAction::Pasted("NOOP\n".repeat(lines), 0..0);
    composer.apply(paste(MAX_QUEUE + 1));
    assert_eq!((composer.queue.len(), composer.left_out), (MAX_QUEUE, 0));
    composer.apply(paste(3));
    assert_eq!((composer.queue.len(), composer.left_out), (MAX_QUEUE, 2));
    composer.apply(LineAction::DropQueue);
    assert_eq!((composer.queue.len(), composer.left_out), (0, 0));
}

#[test]
fn pasted_lines_that_wait_are_kept_from_a_link() {
    let linked = |lines: &str| LineAction::Linked(lines.to_owned());
    let mut composer = Composer::default();
    composer.apply(LineAction::Pasted("1\n2\n3\n4".to_owned(), 0..0));
    composer.apply(LineAction::Sent { secret: false });
    composer.apply(linked("a\nb\nc"));
    assert_eq!((&*composer.line, composer.queue.len()), ("a", 2));
    // The lines of the first link are a step back in the browser away.
    composer.apply(linked("x\ny\nz"));
    composer.apply(LineAction::Sent { secret: false });
    composer.apply(LineAction::BringBack);
    let mut seen = Vec::new();
    while !composer.line.is_empty() {
        seen.push(composer.line.to_string());
        composer.apply(LineAction::Sent { secret: false });
    }
    assert_eq!(seen, ["2", "3", "4", "y", "z"]);
    assert_eq!(composer.kept.len(), 0);
}

#[test]
fn the_message_among_pasted_lines_is_taken_out_of_them() {
    let mut composer = Composer::default();
    composer.apply(LineAction::Pasted(
        "DATA\nSubject: x\n\n..dot\n.\nNOOP\nQUIT".to_owned(),
        0..0,
    ));
    composer.apply(LineAction::Sent { secret: false });
    assert_eq!(
        composer.take_message().as_deref(),
        Some("Subject: x\n\n.dot")
    );
    assert_eq!((&*composer.line, composer.queue.len()), ("NOOP", 1));

    let mut unended = Composer::default();
    unended.apply(LineAction::Pasted("DATA\nSubject: x".to_owned(), 0..0));
    unended.apply(LineAction::Sent { secret: false });
    assert_eq!(unended.take_message().as_deref(), Some("Subject: x"));
    assert_eq!((&*unended.line, unended.queue.len()), ("", 0));
}

#[test]
fn what_was_typed_is_no_message() {
    let mut composer = Composer::default();
    say(&mut composer, "DATA");
    assert_eq!(composer.take_message(), None);
    composer.apply(LineAction::Pasted("DATA\nQUIT".to_owned(), 0..0));
    composer.apply(LineAction::Sent { secret: false });
    composer.apply(typed("QUITE"));
    assert_eq!(composer.take_message(), None);
    assert_eq!(&*composer.line, "QUITE");
}

#[test]
fn what_is_typed_is_one_line() {
    let mut composer = Composer::default();
    composer.apply(typed("NO\nOP\r\n"));
    assert_eq!(
        (&*composer.line, composer.cursor, composer.placed),
        ("NOOP", 4, 1)
    );
}

#[test]
fn completions_and_fixes_put_the_cursor_behind_what_they_wrote() {
    let mut composer = Composer::default();
    composer.apply(typed("ma"));
    composer.apply(LineAction::Mark(0));
    let insert = "MAIL FROM:<".to_owned();
    let completion = Completion {
        span: Span::new(0, 2),
        insert,
        kind: CompletionKind::Verb,
        text: "verb-mail".to_owned(),
    };
    composer.apply(LineAction::Complete(completion));
    assert_eq!(
        (&*composer.line, composer.cursor, composer.marked),
        ("MAIL FROM:<", 11, None)
    );
    composer.apply(typed("MAIL FROM: <>"));
    composer.apply(LineAction::Fix(Fix {
        span: Span::new(10, 11),
        text: String::new(),
    }));
    assert_eq!((&*composer.line, composer.cursor), ("MAIL FROM:<>", 10));
}

#[test]
fn asking_ends_with_the_next_change() {
    let mut composer = Composer::default();
    composer.apply(typed("FOO"));
    composer.apply(LineAction::Ask);
    assert!(composer.asks);
    composer.apply(typed("FOO1"));
    assert!(!composer.asks);
}
