use std::rc::Rc;

use ehlo_protocol::client::Client;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::session::Mode;
use ehlo_protocol::tunnel::Refusal;
use yew::Reducible;

use super::conversation::Said;
use super::security::{Security, Stage};
use super::*;

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions
        .into_iter()
        .fold(Rc::default(), |state: Rc<State>, action| {
            state.reduce(action)
        })
}

fn said(client: &Client) -> Action {
    Action::Said(Said {
        session: Rc::new(client.session().clone()),
        transcript: Rc::new(client.transcript().clone()),
        partial: Rc::default(),
        waiting_since_ms: None,
    })
}

fn connecting() -> Action {
    Action::Connecting {
        peer: Peer::default(),
        at_ms: 5,
    }
}

/// A client in the data phase.
fn client_in_data() -> Client {
    let mut client = Client::new(Mode::Smtp, Profile::Strict);
    client.connected(0);
    for (line, reply) in [
        (None, "220 mx.example.com\r\n"),
        (Some("EHLO a.example"), "250 mx.example.com\r\n"),
        (Some("MAIL FROM:<>"), "250 ok\r\n"),
        (Some("RCPT TO:<bob@example.com>"), "250 ok\r\n"),
        (Some("DATA"), "354 go on\r\n"),
    ] {
        if let Some(line) = line {
            client.send_line(line.as_bytes(), 0);
        }
        client.receive(reply.as_bytes(), 0);
    }
    client
}

fn mail(choice: Choice, id: u64, accepted_ms: u64) -> StoredMail {
    StoredMail {
        choice,
        id,
        hello: String::new(),
        reverse_path: String::new(),
        recipients: Vec::new(),
        accepted_ms,
        subject: Vec::new(),
        raw: Vec::new(),
    }
}

#[test]
fn nothing_changed_is_the_same_state() {
    let state: Rc<State> = Rc::default();
    assert!(Rc::ptr_eq(
        &state,
        &Rc::clone(&state).reduce(Action::Choose(Choice::Simulation))
    ));
    assert!(!Rc::ptr_eq(
        &state,
        &Rc::clone(&state).reduce(Action::Choose(Choice::Own))
    ));
}

#[test]
fn tls_from_the_start_is_a_matter_of_the_port_at_a_server_of_ones_own() {
    let own = after([Action::Choose(Choice::Own), Action::TlsFromStart(true)]);
    assert!(own.target.begins_with_tls() && !own.sandbox_tls);
    let back = own.reduce(Action::TlsFromStart(false));
    assert_eq!((&*back.target.port, back.sandbox_tls), ("587", false));
    let sandbox = after([Action::Choose(Choice::Sandbox), Action::TlsFromStart(true)]);
    assert!(sandbox.sandbox_tls && !sandbox.target.begins_with_tls());
}

#[test]
fn nothing_may_be_said_while_tls_is_on_its_way() {
    let state = after([connecting(), Action::Opened(None)]);
    let at = |stage| {
        let secure = Action::Secure(Security::at(stage));
        Rc::clone(&state).reduce(secure).conversation.is_locked()
    };
    assert_eq!((at(Stage::Clear), at(Stage::On)), (false, false));
    assert!(at(Stage::Handshake));
}

#[test]
fn what_is_known_of_tls_stays_with_its_session() {
    let security = Security {
        report: Some(Rc::default()),
        ..Security::at(Stage::On)
    };
    let ended = after([
        connecting(),
        Action::Opened(None),
        said(&client_in_data()),
        Action::Secure(security.clone()),
        Action::ShowCertificate(true),
        Action::Ended(Ending::Dropped),
    ]);
    assert_eq!(ended.conversation.security, security);
    assert!(ended.certificate);
    let next = ended.reduce(connecting());
    assert_eq!(next.conversation.security, Security::default());
    assert!(!next.certificate);
    assert_eq!(next.earlier[0].security, security);
}

#[test]
fn choosing_a_server_leaves_the_session_alone() {
    let state = after([
        connecting(),
        Action::Opened(None),
        Action::Choose(Choice::Own),
    ]);
    assert_eq!(
        (state.choice, state.conversation.peer.choice),
        (Choice::Own, Choice::Simulation)
    );
    assert_eq!(state.conversation.talk, Talk::Open);
}

#[test]
fn the_message_editor_is_there_while_the_server_reads_a_message() {
    let client = client_in_data();
    let state = after([connecting(), Action::Opened(None), said(&client)]);
    assert!(state.is_in_data());
    let mut ended = client.clone();
    ended.end_data(0);
    assert!(
        !Rc::clone(&state).reduce(said(&ended)).is_in_data(),
        "the final dot was said"
    );
    assert!(
        !state.reduce(Action::Ended(Ending::BridgeLost)).is_in_data(),
        "nobody reads any more"
    );
}

#[test]
fn a_draft_outlives_its_session_and_what_takes_its_place() {
    let typed = |text: &str| Action::Message(MessageAction::Typed(text.to_owned()));
    let client = client_in_data();
    let state = after([
        connecting(),
        Action::Opened(None),
        said(&client),
        typed("of the first"),
        Action::Ended(Ending::Dropped),
        connecting(),
        Action::Opened(None),
        // A paste brings the next message along.
        Action::Line(LineAction::Pasted("DATA\npasted\n.".to_owned(), 0..0)),
        Action::Line(LineAction::Sent { secret: false }),
        said(&client),
    ]);
    assert_eq!(state.message.text, "pasted");
    let state = state.reduce(Action::Message(MessageAction::BringBack));
    assert_eq!(state.message.text, "of the first");
    let state = state.reduce(Action::Message(MessageAction::BringBack));
    assert_eq!(state.message.text, "pasted");
    // A log that is read takes no draft along either.
    let log = Action::LogRead(Box::default(), None);
    assert_eq!(state.reduce(log).message.kept.len(), 2);
}

#[test]
fn what_is_typed_is_left_to_the_history_where_another_line_takes_its_place() {
    let typed = |line: &str| Action::Line(LineAction::Typed(line.to_owned(), line.len()));
    let back = || Action::Line(LineAction::Back);
    let line = |action| Action::Line(action);
    for action in [
        LineAction::Insert("NOOP".to_owned()),
        LineAction::Linked("NOOP\nQUIT".to_owned()),
    ] {
        let state = after([typed("MAIL FROM:<a"), line(action.clone())]);
        assert_eq!(&*state.composer.line, "NOOP");
        assert_eq!(&*state.reduce(back()).composer.line, "MAIL FROM:<a");

        let secret = "AUTH PLAIN AGFubgBzZWNyZXQ=";
        let state = after([typed(secret), line(action), back()]);
        assert_eq!(&*state.composer.line, "NOOP", "a secret is not kept");
    }
    let begun = after([
        typed("no"),
        line(LineAction::Insert("NOOP".to_owned())),
        back(),
    ]);
    assert_eq!(&*begun.composer.line, "NOOP", "nothing of it is lost");
}

#[test]
fn an_end_keeps_the_transcript_and_frees_the_page() {
    let client = client_in_data();
    let refused = Ending::Refused(Refusal::NotSmtp);
    let state = after([
        connecting(),
        Action::Opened(None),
        said(&client),
        Action::Ended(refused.clone()),
    ]);
    assert_eq!(state.conversation.talk, Talk::Ended(refused));
    assert_eq!(
        state.conversation.transcript.entries(),
        client.transcript().entries()
    );
}

#[test]
fn the_next_session_puts_the_last_one_away() {
    let client = client_in_data();
    let mut actions = vec![connecting(), Action::Ended(Ending::NoBridge)];
    for _ in 0..MAX_EARLIER + 5 {
        actions.extend([
            connecting(),
            Action::Opened(None),
            said(&client),
            Action::Select(Some(1)),
        ]);
    }
    actions.push(connecting());
    let state = after(actions);
    assert_eq!(
        state.earlier.len(),
        MAX_EARLIER,
        "a session without a word is not kept, nor are too many"
    );
    assert!(state.conversation.transcript.is_empty());
    assert_eq!(
        (state.selected, state.conversation.waiting_since_ms),
        (None, Some(5))
    );
}

#[test]
fn a_choice_lasts_until_something_is_said_or_the_sheet_closes() {
    let chosen = after([Action::Select(Some(3)), Action::Sheet(Some(Sheet::Help))]);
    assert_eq!(chosen.selected, Some(3));
    for action in [
        Action::Line(LineAction::Sent { secret: false }),
        Action::Message(MessageAction::Sent),
        Action::Sheet(None),
        Action::Sheet(Some(Sheet::Inbox)),
    ] {
        assert_eq!(Rc::clone(&chosen).reduce(action).selected, None);
    }
}

#[test]
fn the_inbox_holds_both_kinds_newest_first() {
    let state = after([
        Action::Accepted(mail(Choice::Simulation, 1, 10)),
        Action::Fetched(vec![
            mail(Choice::Sandbox, 1, 5),
            mail(Choice::Sandbox, 2, 20),
        ]),
        Action::Fetched(vec![
            mail(Choice::Sandbox, 2, 20),
            mail(Choice::Sandbox, 3, 30),
        ]),
        Action::OpenMail(Some((Choice::Sandbox, 2))),
    ]);
    let keys: Vec<_> = state.inbox.mails.iter().map(|mail| mail.key()).collect();
    assert_eq!(
        keys,
        [
            (Choice::Sandbox, 3),
            (Choice::Sandbox, 2),
            (Choice::Simulation, 1)
        ]
    );
    assert_eq!(
        state.inbox.shown().map(|mail| mail.key()),
        Some((Choice::Sandbox, 2))
    );
    assert!(
        state.inbox.is_read((Choice::Sandbox, 2)) && !state.inbox.is_read((Choice::Sandbox, 3))
    );
}

/// A session with a server, as far as its EHLO list in clear, or under TLS where that began.
fn session_with(host: &str, list: &str, starts_tls: bool) -> [Action; 3] {
    let mut client = Client::new(Mode::Smtp, Profile::Strict);
    client.connected(0);
    client.receive(b"220 mx.example.com\r\n", 0);
    client.send_line(b"EHLO a.example", 0);
    client.receive(list.as_bytes(), 0);
    if starts_tls {
        client.send_line(b"STARTTLS", 0);
        client.receive(b"220 go on\r\n", 0);
        client.tls_established(0);
    }
    let peer = Peer {
        choice: Choice::Own,
        host: host.to_owned(),
        port: 587,
        ..Peer::default()
    };
    let connecting = Action::Connecting { peer, at_ms: 5 };
    [connecting, Action::Opened(None), said(&client)]
}

#[test]
fn tls_is_gone_where_the_same_server_had_it_before_and_has_it_not_now() {
    let with = "250-mx.example.com\r\n250 STARTTLS\r\n";
    let without = "250 mx.example.com\r\n";
    for (before, began, host, now, gone) in [
        (with, false, "MX.example.com", without, true),
        (with, true, "mx.example.com", without, true),
        (with, false, "mx.example.com", with, false),
        (without, false, "mx.example.com", without, false),
        (with, false, "mx.example.net", without, false),
    ] {
        let first = session_with("mx.example.com", before, began);
        let state = after(first.into_iter().chain(session_with(host, now, false)));
        assert_eq!(
            state.tls_is_gone(),
            gone,
            "{before:?} {began} {host} {now:?}"
        );
    }
}

#[test]
fn what_is_said_of_a_missing_annex_stays_while_the_page_looks_again() {
    let reached = |reach| Action::Reached(reach);
    let state = after([reached(Reach::Unspoken), reached(Reach::Looking)]);
    assert_eq!(state.reach, Reach::Unspoken);
    let state = state.reduce(reached(Reach::Absent));
    assert_eq!(state.reach, Reach::Absent);
    let state = state.reduce(reached(Reach::Looking));
    assert_eq!(state.reach, Reach::Looking);
}
