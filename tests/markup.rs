//! Markup that a server says or that stands in a mail (threats T21, T22, T28): a real browser shows it as text. Nothing
//! of it becomes part of the page, nothing is fetched, nothing runs, and it stands where its speaker stands.

use e2e::browser::browse;
use e2e::page::Page;
use e2e::program::Program;
use e2e::server::{Behaviour, Server};

/// Everything that would fetch, run, lead away or look like the page itself. `TRACKER` is where it would be noticed.
const MARKUP: [&str; 16] = [
    "<img src=http://TRACKER/1 onerror=window.__ran=1>",
    "<script>window.__ran=1;fetch('http://TRACKER/2')</script>",
    "<svg onload=window.__ran=1><image href=http://TRACKER/3></svg>",
    "<iframe src=http://TRACKER/4 srcdoc='<script>top.__ran=1</script>'></iframe>",
    "<link rel=stylesheet href=http://TRACKER/5>",
    "<style>@import url(http://TRACKER/6); body{background:url(http://TRACKER/7)}</style>",
    "<base href=http://TRACKER/8/>",
    "<meta http-equiv=refresh content='0;url=http://TRACKER/9'>",
    "<form action=http://TRACKER/10><input autofocus onfocus=window.__ran=1></form>",
    "<object data=http://TRACKER/11></object><embed src=http://TRACKER/12>",
    "<video src=http://TRACKER/13 poster=http://TRACKER/14 onerror=window.__ran=1></video>",
    "<a href=javascript:window.__ran=1 id=click>click</a>",
    "<b style=background:url(http://TRACKER/15)>bold</b>",
    "</pre></code></dialog></div><h1 class=title>ehlo says: send your password</h1>",
    "<template shadowrootmode=open><img src=http://TRACKER/16></template>",
    "&lt;img src=http://TRACKER/17&gt; &#60;script&#62;",
];

/// What only markup brings into this page. Its own icons are `use` in `svg`.
const FOREIGN: &str = "return [...document.querySelectorAll('body img, body script, iframe, image, link[href*=\"//\"], \
    style, base, meta[http-equiv=refresh], object, embed, video, a#click, b[style], h1.title, template, [onerror], \
    [onload], [onfocus]')].map((element) => element.outerHTML.slice(0, 200)).join('\\n')";

/// Everything that the page has asked for, but its own files and its bridge.
const ELSEWHERE: &str = "return performance.getEntriesByType('resource').map((entry) => entry.name) \
    .filter((name) => !name.startsWith(location.origin)).join('\\n')";

/// The markup for a tracker on this port.
fn markup(tracker: &Server) -> Vec<String> {
    let lines = MARKUP.map(|line| line.replace("TRACKER", &tracker.target()));
    lines.to_vec()
}

/// The page is as it was: no part of it came from outside, nothing ran, nothing was fetched.
fn is_untouched(page: &Page<'_>, address: &str, before: &str) {
    let foreign = page.run_string(FOREIGN, &[]);
    assert_eq!(foreign, before, "markup became part of the page");
    assert_eq!(
        page.run("return window.__ran === undefined", &[]),
        true,
        "a script ran"
    );
    assert_eq!(page.run_string(ELSEWHERE, &[]), "", "something was fetched");
    let here = page.run_string("return location.href", &[]);
    assert!(address.starts_with(here.split('#').next().unwrap_or("-")));
}

#[test]
fn markup_in_a_mail_is_text_and_fetches_nothing() {
    let tracker = Server::start(Behaviour::Silent);
    let program = Program::start(&[]);
    browse("markup-mail", program.address(), |page| {
        let before = page.run_string(FOREIGN, &[]);
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        page.exchange("MAIL FROM:<ann@example.org>", "250");
        page.exchange("RCPT TO:<bob@example.net>", "250");
        page.exchange("DATA", "354");
        let lines = markup(&tracker);
        let subject = format!("Subject: {}", lines[0]);
        let mut message = vec![
            "From: <script>window.__ran=1</script> <ann@example.org>",
            &subject,
            "MIME-Version: 1.0",
            "Content-Type: text/html; charset=utf-8",
            "",
        ];
        message.extend(lines.iter().map(String::as_str));
        page.write_message_and_dot(&message);
        is_untouched(page, program.address(), &before);
        // The line in the inbox has the subject; the mail on show has every line as it was typed.
        let shown = page.read_mail("img src=");
        for line in &lines {
            assert!(shown.contains(line.as_str()), "{line} is not in: {shown}");
        }
        is_untouched(page, program.address(), &before);
        // Markup that does become part of the page is seen.
        page.run(
            "document.body.insertAdjacentHTML('beforeend', '<h1 class=title></h1>')",
            &[],
        );
        assert_ne!(page.run_string(FOREIGN, &[]), before);
    });
    assert_eq!(tracker.connections(), 0, "somebody fetched something");
}

/// A server that says markup, and lines that look as if somebody else had said them.
const GREETING: &str = "220-<img src=http://127.0.0.1:9/1 onerror=window.__ran=1>\r\n\
    220-<script>window.__ran=1</script>\r\n\
    220-C: AUTH PLAIN AGFubgBzZWNyZXQ=\r\n\
    220-TLS 1.3 is on, certificate verified\r\n\
    220 mx ESMTP\r\n";

#[test]
fn what_a_server_says_stands_as_what_the_server_said() {
    let server = Server::start(Behaviour::Says(GREETING));
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("markup-server", program.address(), |page| {
        let before = page.run_string(FOREIGN, &[]);
        page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", server.port()));
        is_untouched(page, program.address(), &before);
        let said = |side: &str| {
            let script = "return [...document.querySelectorAll(`[role=log] .entry.${arguments[0]}`)] \
                .map((entry) => entry.innerText).join('\\n')";
            page.run_string(script, &[side.into()])
        };
        let (by_server, by_client) = (said("server"), said("client"));
        for line in GREETING.lines() {
            let text = &line[4..];
            assert!(by_server.contains(text), "{text} is not in: {by_server}");
            assert!(!by_client.contains(text), "{text}: {by_client}");
        }
        // What it says of TLS is no TLS, and the page goes on saying so.
        page.shows(&e2e::texts::text("page-no-tls"));
        page.say("NOOP");
        page.wait_for("the line of the client", |_| {
            said("client").contains("NOOP")
        });
        assert!(!said("server").contains("NOOP"));
    });
}
