//! A password that is known is searched for wherever a page can leave one, after it was said in every form there is.
//!
//! The search is tried at the end on places where the password was put on purpose: a search that finds nothing ever
//! would pass as well.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;
use e2e::tunnel::Tunnel;
use e2e::wait::{PATIENCE, until};
use e2e::webdriver::key;
use ehlo_protocol::base64::encode;

/// What is searched for. Nobody's password: no user of any server here has it.
const PASSWORD: &str = "C4nary-Zx81q-password";

/// The same as an access token.
const TOKEN: &str = "C4nary.Zx81q.token_of_nobody";

/// Everything in the document: its markup, and what stands in its fields, but for fields of passwords.
const DOCUMENT: &str = "const fields = [...document.querySelectorAll('input, textarea, select')]; \
    return document.documentElement.outerHTML \
        + fields.filter((field) => field.type !== 'password').map((field) => field.value).join('\\n')";

/// Everything that outlives the document, and every address it has asked for.
const STORES: &str = "return (async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, \
    await indexedDB.databases(), await caches.keys(), location.href, history.state, document.title, \
    performance.getEntries().map((entry) => entry.name)]))()";

/// Keeps what is copied and what is saved where the test can read it.
const CATCH: &str = "window.__copied = ''; window.__saved = null; \
    navigator.clipboard.writeText = async (text) => { window.__copied = text; }; \
    const make = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { window.__saved = blob; return make.call(URL, blob); };";

#[test]
fn a_known_password_is_found_nowhere() {
    // Names are asked of nobody.
    let program = Program::start(&["--name-server", "127.0.0.1:9"]);
    browse("secrets", program.address(), |page| {
        page.run(CATCH, &[]);
        let needles = needles();
        for form in forms() {
            page.and_is_greeted(Page::connect_to_simulation);
            page.start_tls();
            say(page, &form);
            assert_eq!(found(page, &program, &needles), [""; 0], "{form:?}");
        }
        for (mechanism, secret) in [
            ("PLAIN", PASSWORD),
            ("LOGIN", PASSWORD),
            ("CRAM-MD5", PASSWORD),
            ("SCRAM-SHA-256", PASSWORD),
            ("XOAUTH2", TOKEN),
            ("OAUTHBEARER", TOKEN),
        ] {
            page.and_is_greeted(Page::connect_to_simulation);
            page.start_tls();
            page.build_sign_in(mechanism, "ann", secret);
            assert_eq!(
                found(page, &program, &needles),
                [""; 0],
                "{mechanism}, filled in"
            );
            page.click("button", "Sign in to the end");
            page.wait_for(&format!("535 to {mechanism}"), |page| {
                page.replies("535") > 0
            });
            assert_eq!(
                found(page, &program, &needles),
                [""; 0],
                "{mechanism}, sent"
            );
        }
        // In clear it passes the bridge, which must not write it down.
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        for form in forms() {
            say(page, &form[..1]);
        }
        page.click("button", "Disconnect");
        page.wait_for("the end", |page| {
            page.has("button", &text("page-connect-again"))
        });
        assert_eq!(
            found(page, &program, &needles),
            [""; 0],
            "in clear, and ended"
        );
        the_search_finds_what_is_there(page, &program, &needles);
    });
}

/// Takes from the page what it draws with: it cannot go on.
const BREAK: &str = "Node.prototype.insertBefore = Node.prototype.appendChild = () => { throw new Error('broken on purpose'); }";

#[test]
fn the_report_of_a_fault_has_the_transcript_and_no_secret() {
    let host = Host::start();
    browse("secrets-fault", &host.address(), |page| {
        for words in [
            "/limits",
            "broken on purpose",
            "panicked",
            "failed to",
            "unreachable",
        ] {
            page.tolerate(words);
        }
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.start_tls();
        say(page, &[plain_line()]);
        page.run(BREAK, &[]);
        page.type_into("Command", "NOOP ");
        let report = text("page-crash.transcript");
        page.wait_for("the report", |page| {
            page.value(&report)
                .is_some_and(|report| report.contains("AUTH PLAIN [secret]"))
        });
        let shown = page.run_string(DOCUMENT, &[]) + &page.console_text();
        let shown = shown.to_lowercase();
        for needle in needles() {
            assert!(!shown.contains(&needle), "{needle} after a fault");
        }
    });
}

/// Puts the password where it should never be, place by place.
fn the_search_finds_what_is_there(page: &Page<'_>, program: &Program, needles: &[String]) {
    page.and_is_greeted(Page::connect_to_simulation);
    page.start_tls();
    say(page, &[plain_line()]);
    page.hold("Show", true);
    page.wait_for("the secret on show", |page| page.text().contains(PASSWORD));
    assert_eq!(found(page, program, needles), ["the document"]);
    page.hold("Show", false);
    page.wait_for("the secret to go", |page| !page.text().contains(PASSWORD));
    assert_eq!(found(page, program, needles), [""; 0]);
    page.run(
        "localStorage.setItem('kept', arguments[0])",
        &[encode(PASSWORD.as_bytes()).into()],
    );
    assert_eq!(found(page, program, needles), ["a store"]);
    page.run("localStorage.clear()", &[]);
    page.run("console.info(arguments[0])", &[PASSWORD.into()]);
    assert_eq!(found(page, program, needles), ["the console"]);
    // Said as a comment it is no secret to anybody, and stands in every copy.
    page.exchange(&format!("NOOP {PASSWORD}"), "250");
    assert_eq!(
        found(page, program, needles),
        ["the document", "the copy", "the saved file", "the console"]
    );
    // As a host it is what the log is for.
    let mut tunnel = Tunnel::open(program);
    tunnel.ask_for_host(program, &format!("{PASSWORD}.example"), 25);
    let refused = tunnel.receive();
    let logged = until(PATIENCE, || {
        program
            .log()
            .to_lowercase()
            .contains(&needles[0])
            .then_some(())
    });
    assert!(logged.is_some(), "{refused:?}\n{}", program.log());
    let found = found(page, program, needles);
    assert_eq!(found.last(), Some(&"the bridge's log"), "{found:?}");
}

/// The places in which a needle stands.
fn found(page: &Page<'_>, program: &Program, needles: &[String]) -> Vec<&'static str> {
    for button in ["page-copy", "page-copy.done"] {
        if page.has("button", &text(button)) {
            page.click("button", &text(button));
            break;
        }
    }
    page.click("button", &text("page-save"));
    page.wait_for("the copy", |page| {
        page.run("return window.__copied !== ''", &[]) == true
    });
    let places = [
        ("the document", page.run_string(DOCUMENT, &[])),
        ("the copy", page.run_string("return window.__copied", &[])),
        (
            "the saved file",
            page.run_string("return window.__saved.text()", &[]),
        ),
        ("a store", page.run_string(STORES, &[])),
        ("the console", page.console_text()),
        ("the bridge's log", program.log() + &program.output()),
    ];
    for (name, text) in &places[..4] {
        assert!(!text.is_empty(), "{name} could not be read");
    }
    let has = |text: &str| {
        let text = text.to_lowercase();
        needles.iter().any(|needle| text.contains(needle))
    };
    let found = places.iter().filter(|(_, text)| has(text));
    found.map(|(name, _)| *name).collect()
}

/// The password and the token, as they are and in Base64 wherever they stand in a message. In lower case, as a server
/// may write them otherwise than they were said.
fn needles() -> Vec<String> {
    let mut needles = Vec::new();
    for secret in [PASSWORD, TOKEN] {
        needles.push(secret.to_lowercase());
        for shift in 0..3 {
            let encoded = encode(&[&[0; 3][..shift], secret.as_bytes()].concat());
            // The letters at both ends depend on what stands beside the secret.
            let inner = &encoded[[0, 2, 3][shift]..encoded.len() - 4];
            needles.push(inner.to_lowercase());
        }
    }
    needles
}

fn plain_line() -> String {
    format!(
        "AUTH PLAIN {}",
        encode(format!("\0ann\0{PASSWORD}").as_bytes())
    )
}

/// The forms in which people say a password by hand, right and wrong, line by line.
fn forms() -> Vec<Vec<String>> {
    let b64 = |text: &str| encode(text.as_bytes());
    let plain = b64(&format!("\0ann\0{PASSWORD}"));
    let xoauth2 = b64(&format!("user=ann\x01auth=Bearer {TOKEN}\x01\x01"));
    let bearer = b64(&format!("n,a=ann,\x01auth=Bearer {TOKEN}\x01\x01"));
    let said = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    vec![
        said(&[&plain_line()]),
        said(&["AUTH PLAIN", &plain]),
        said(&["AUTH LOGIN", &b64("ann"), &b64(PASSWORD)]),
        said(&[&format!("AUTH LOGIN {}", b64("ann")), &b64(PASSWORD)]),
        said(&["AUTH LOGIN", &b64("ann"), PASSWORD]),
        said(&["AUTH PLAIN", &format!("ann:{PASSWORD}")]),
        said(&[&format!("AUTH PLAIN ann:{PASSWORD}")]),
        said(&[&format!("AUTH CRAM-MD5 {}", b64(PASSWORD))]),
        said(&[&format!("AUTH FOO {plain}")]),
        said(&[&format!("AUTH XOAUTH2 {xoauth2}")]),
        said(&["AUTH OAUTHBEARER", &bearer]),
        said(&[&format!("auth plain {plain}"), &plain]),
        said(&["AUTH EXTERNAL", &b64(PASSWORD)]),
    ]
}

/// Says lines, whatever the page asks before it sends them.
fn say(page: &Page<'_>, lines: &[String]) {
    for line in lines {
        page.fill("Command", line);
        let said = page.replies_at_all();
        page.wait_for(&format!("{line:?} to be sent and answered"), |page| {
            if page.holds("Command", line) {
                page.press(key::ENTER);
            }
            !page.holds("Command", line) && page.replies_at_all() > said
        });
    }
}
