//! The reader of logs: what a person pastes of a session that somebody else had, read into the transcript.

use std::rc::Rc;

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::import::{self, Form};
use ehlo_protocol::reply::ReplyReader;
use ehlo_protocol::transcript::{Entry, Speech, Transcript};
use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::dialog::use_dialog;
use super::icon::Icon;
use super::kept::use_kept;
use super::log_read::first_of_interest;
use super::paragraph::plain;
use crate::annex;
use crate::quoted::quoted;
use crate::state::{Action, Conversation, Talk};
use crate::words::text;

/// Longest log that is read, in octets. What a person looks at has a few thousand lines.
pub(crate) const MAX_LOG: usize = 1024 * 1024;

#[derive(Properties, PartialEq)]
struct Props {
    /// What stands in the field at first.
    log: Rc<str>,
}

/// The reader of logs, as its annex gives it to the page.
pub(crate) fn view(log: Rc<str>) -> Html {
    html! { <LogReader {log} /> }
}

/// Whether a text tells what a server said, and not only what to say to one.
pub(crate) fn is_log(pasted: &str) -> bool {
    read(pasted).is_ok_and(|read| read.last_reply().is_some())
}

/// What keeps a text from being read as a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    TooLong,
    NoSession,
}

impl Fault {
    const fn text_name(self) -> &'static str {
        match self {
            Self::TooLong => "page-log-too-long",
            Self::NoSession => "page-log-no-session",
        }
    }
}

fn read(log: &str) -> Result<Conversation, Fault> {
    if log.len() > MAX_LOG {
        return Err(Fault::TooLong);
    }
    let read = import::read_checked_by(log.as_bytes(), Profile::Strict, annex::check_content);
    let transcript = read.record.transcript();
    let said = |speech: &Speech| !matches!(speech, Speech::Note(_));
    if read.told_by.is_none() || !transcript.entries().iter().any(|entry| said(&entry.speech)) {
        return quotes(log).ok_or(Fault::NoSession);
    }
    Ok(Conversation {
        talk: Talk::Read(name(read.form)),
        session: Rc::new(read.record.session().clone()),
        transcript: Rc::new(transcript.clone()),
        ..Conversation::default()
    })
}

/// The replies that a text quotes which is no session. What they answered is not known, so nothing is found in them.
fn quotes(text: &str) -> Option<Conversation> {
    let mut replies = ReplyReader::default();
    for said in quoted(text) {
        replies.push([&said, "\r\n"].concat().as_bytes());
    }
    let mut transcript = Transcript::default();
    while let Some(reply) = replies.next() {
        transcript.push(Entry {
            number: 0,
            at_ms: 0,
            speech: Speech::Reply {
                reply,
                answers: None,
                step: None,
            },
            diagnostics: Vec::new(),
            expected: None,
            secret: None,
        });
    }
    (!transcript.is_empty()).then(|| Conversation {
        talk: Talk::Read("page-log-quoted"),
        transcript: Rc::new(transcript),
        ..Conversation::default()
    })
}

/// The name of the text that names a form.
const fn name(form: Form) -> &'static str {
    match form {
        Form::Notation => "page-log-notation",
        Form::Dialogue => "page-log-dialogue",
        Form::Swaks => "page-log-swaks",
        Form::Curl => "page-log-curl",
        Form::PhpMailer => "page-log-php-mailer",
        Form::Postfix => "page-log-postfix",
        Form::PostfixNotice => "page-log-postfix-notice",
        Form::Exim => "page-log-exim",
        Form::Sendmail => "page-log-sendmail",
        Form::Msmtp => "page-log-msmtp",
        Form::Smtplib => "page-log-smtplib",
        Form::OpenSsl => "page-log-openssl",
        Form::Terminal => "page-log-terminal",
    }
}

/// The dialog with the field.
#[component]
fn LogReader(props: &Props) -> Html {
    let desk = use_desk();
    let dialog = use_dialog(true);
    let field = use_node_ref();
    let fault = use_kept(|| None);
    let read_it = {
        let (desk, field, fault) = (desk.clone(), field.clone(), fault.clone());
        move || {
            let Some(field) = field.cast::<HtmlTextAreaElement>() else {
                return;
            };
            match read(&field.value()) {
                Ok(read) => {
                    let first = first_of_interest(read.transcript.entries());
                    desk.driver.show_log(read, first);
                    desk.tell(Action::ReadLog(None));
                }
                Err(found) => {
                    fault.set(Some(found));
                    // Focus fails only on what is not in the document.
                    let _ = field.focus();
                }
            }
        }
    };
    let onclick = {
        let read_it = read_it.clone();
        move |_: MouseEvent| read_it()
    };
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            read_it();
        }
    };
    let oninput = {
        let fault = fault.clone();
        move |_: InputEvent| fault.set(None)
    };
    // The browser gives the focus back to where it was when a dialog closes, and not when it goes.
    let close = {
        let dialog = dialog.clone();
        move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let onclose = move |_: Event| desk.tell(Action::ReadLog(None));
    html! {
        <dialog class="mail-view log-view" ref={dialog} {onclose} aria-label={text("page-log")}>
            <div class="mail-head">
                <h2>{ text("page-log") }</h2>
                { button("quiet", Some(Icon::Close), text("page-close"), close) }
            </div>
            <div class="mail-part">
                { plain(text("page-log.about")) }
                <textarea
                    ref={field} class="wire" rows="14" aria-label={text("page-log.field")} autofocus={true}
                    placeholder={text("page-log.placeholder")} autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-invalid={fault.is_some().then_some("true")} aria-describedby={fault.is_some().then_some("log-fault")}
                    {oninput} {onkeydown} defaultvalue={props.log.to_string()}
                />
                if let Some(fault) = *fault {
                    <p class="fault" id="log-fault" role="alert">{ text(fault.text_name()) }</p>
                }
                <div class="card-buttons">
                    { button("primary", Some(Icon::Steps), text("page-log-read"), onclick) }
                    <span class="hint">{ text("page-log-read.stays") }</span>
                </div>
            </div>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_a_text_with_replies() {
        assert!(is_log(
            "S: 220 mx.example.com\nC: EHLO a.example\nS: 250 hello"
        ));
        assert!(is_log(
            "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO a.example\n<** 554 no\n"
        ));
        for lines in ["", "EHLO a.example\nMAIL FROM:<>\nQUIT", "Hello\nworld"] {
            assert!(!is_log(lines), "{lines}");
        }
    }

    #[test]
    fn a_text_that_quotes_a_reply_is_read_for_it() {
        let bounce = "I'm sorry to have to inform you that your message could not be delivered.\n\n\
            <bob@example.com>: host mx.example.com[192.0.2.9] said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n";
        let read = read(bounce).expect("a reply");
        assert_eq!(read.talk, Talk::Read("page-log-quoted"));
        let entries = read.transcript.entries();
        assert_eq!(entries.len(), 1, "{entries:?}");
        assert_eq!(entries[0].bytes(), b"550 5.1.1 User unknown\r\n");
        assert!(entries[0].diagnostics.is_empty(), "{entries:?}");
    }

    #[test]
    fn what_is_no_log_says_why() {
        assert_eq!(read("Hello\nworld").err(), Some(Fault::NoSession));
        assert_eq!(read("# only a comment").err(), Some(Fault::NoSession));
        let long = "S: 220 mx.example.com\n".repeat(MAX_LOG / 20);
        assert_eq!(read(&long).err(), Some(Fault::TooLong));
    }

    #[test]
    fn every_form_has_its_words() {
        for form in Form::ALL {
            assert!(crate::words::find(name(*form), &[]).is_some(), "{form:?}");
        }
    }
}
