//! Signing in with the builder: step by step and to the end, refused and explained, and never in clear unasked.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;
use e2e::webdriver::key;

/// A page whose simulation speaks under TLS.
fn under_tls(name: &str, journey: impl FnOnce(&Page<'_>)) {
    let host = Host::start();
    browse(name, &host.address(), |page| {
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.start_tls();
        journey(page);
    });
}

/// Connects anew, under TLS.
fn again(page: &Page<'_>) {
    page.and_is_greeted(Page::connect_to_simulation);
    page.start_tls();
}

#[test]
fn each_mechanism_signs_in_to_the_end() {
    under_tls("sign-in-mechanisms", |page| {
        let mechanisms = [
            ("PLAIN", "secret"),
            ("LOGIN", "secret"),
            ("CRAM-MD5", "secret"),
            ("SCRAM-SHA-256", "secret"),
            ("SCRAM-SHA-1", "secret"),
            ("XOAUTH2", "token-of-ann"),
            ("OAUTHBEARER", "token-of-ann"),
        ];
        for (number, (mechanism, secret)) in mechanisms.into_iter().enumerate() {
            if number > 0 {
                again(page);
            }
            page.build_sign_in(mechanism, "ann", secret);
            page.click("button", "Sign in to the end");
            page.wait_for(&format!("235 to {mechanism}"), |page| {
                page.replies("235") == 1
            });
            page.wait_for("the builder to go", |page| !page.has("region", "Sign in"));
            assert!(!page.has("button", "Sign in"), "signed in already");
            page.exchange("MAIL FROM:<ann@example.org>", "250");
        }
    });
}

#[test]
fn the_steps_can_be_sent_one_by_one_and_are_shown_before() {
    under_tls("sign-in-steps", |page| {
        page.build_sign_in("LOGIN", "ann", "secret");
        page.click("button", "Send step");
        page.shows_in("region", "Sign in", "Username:");
        page.shows_in("region", "Sign in", "User ann");
        page.click("button", "Send step");
        page.shows_in("region", "Sign in", "Password:");
        assert!(page.is_enabled("button", &text("page-sign-in-stop")));
        page.click("button", "Send step");
        page.wait_for("235", |page| page.replies("235") == 1);
        again(page);
        page.build_sign_in("SCRAM-SHA-256", "ann", "wrong");
        page.click("button", "Send step");
        for part in [
            "page-part-nonce",
            "page-part-salt",
            "page-part-iterations",
            "page-part-proof",
        ] {
            page.shows_in("region", "Sign in", &text(part));
        }
        page.click("button", &text("page-sign-in-stop"));
        page.wait_for("501", |page| page.replies("501") > 0);
        assert!(
            page.is_enabled("textbox", "Password"),
            "another attempt can be made"
        );
    });
}

#[test]
fn the_sandbox_is_signed_in_to_under_real_tls() {
    let program = Program::start(&[]);
    browse("sign-in-sandbox", program.address(), |page| {
        for (mechanism, secret, code) in [
            ("SCRAM-SHA-256", "secret", "235"),
            ("PLAIN", "secret", "235"),
            ("PLAIN", "wrong", "535"),
        ] {
            page.and_is_greeted(Page::connect_to_sandbox);
            page.start_tls();
            page.build_sign_in(mechanism, "ann", secret);
            page.click("button", "Sign in to the end");
            page.wait_for(code, |page| page.replies(code) == 1);
        }
    });
}

#[test]
fn what_the_server_offers_stands_first() {
    under_tls("sign-in-offered", |page| {
        page.click("button", "Sign in");
        let options = page.options("Mechanism");
        assert_eq!(options[0], "SCRAM-SHA-256");
        let not_offered = text("page-sign-in-not-offered");
        let behind: Vec<_> = options.iter().skip(7).collect();
        assert_eq!(
            behind,
            [
                &format!("EXTERNAL {not_offered}"),
                &format!("ANONYMOUS {not_offered}")
            ]
        );
        page.press(key::ESCAPE);
        page.wait_for("the builder to go", |page| !page.has("region", "Sign in"));
        assert_eq!(page.focused().1, "Command");
    });
}

#[test]
fn a_refused_token_is_read_out() {
    under_tls("sign-in-token", |page| {
        for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
            page.build_sign_in(mechanism, "ann", "an-old-token");
            page.click("button", "Send step");
            page.shows_in("region", "Sign in", &text("page-part-status"));
            page.shows_in("region", "Explanation", &text("page-explain-token-refused"));
            let status = if mechanism == "XOAUTH2" {
                "Status 401"
            } else {
                "Status invalid_token"
            };
            page.shows_in("region", "Sign in", status);
            page.shows_in("region", "Explanation", status);
            page.photograph(&format!("wide-light-refused-{mechanism}"));
            let before = page.replies("535");
            page.click("button", "Send step");
            page.wait_for("535", |page| page.replies("535") > before);
        }
        page.shows_in("region", "Explanation", &text("sign-in-wrong-password"));
    });
}

#[test]
fn refusals_are_explained_with_a_next_step() {
    under_tls("sign-in-refusals", |page| {
        for (number, (user, code, name)) in [
            ("disabled", "535", "sign-in-account-disabled"),
            ("app-password", "534", "sign-in-google-app-password"),
            ("basic-off", "535", "sign-in-microsoft-basic"),
            ("later", "454", "sign-in-temporary"),
        ]
        .into_iter()
        .enumerate()
        {
            if number > 0 {
                again(page);
            }
            page.build_sign_in("PLAIN", user, "secret");
            page.click("button", "Sign in to the end");
            page.wait_for(code, |page| page.replies(code) == 1);
            page.shows_in("region", "Explanation", &text(name));
            page.shows_in("region", "Explanation", &text(&format!("{name}.advice")));
        }
    });
}

#[test]
fn no_password_goes_out_in_clear_unasked() {
    let host = Host::start();
    browse("sign-in-clear", &host.address(), |page| {
        page.tolerate("/limits");
        page.exchange("EHLO me.example", "250");
        assert!(
            !page.has("button", "Sign in"),
            "AUTH is not offered in clear"
        );
        page.fill("Command", "AUTH PLAIN AGFubgBodW50ZXIyMg==");
        page.wait_for("the builder to be offered", |page| {
            page.has("button", "Sign in")
        });
        // Neither by key nor by button.
        page.press(key::ENTER);
        page.shows(&text("page-ask-clear"));
        page.type_blind(" ");
        page.press(key::BACKSPACE);
        page.wait_for("the question to go", |page| {
            !page.text().contains(&text("page-ask-clear"))
        });
        page.wait_for("a way to send", |page| {
            page.has("button", &text("page-send-anyway"))
        });
        page.click("button", &text("page-send-anyway"));
        page.shows(&text("page-ask-clear"));
        assert_eq!(said(page), 0, "nothing was sent");
        page.click("button", &text("page-send-in-clear"));
        page.wait_for("the line", |page| said(page) == 1);
        // The builder asks too.
        page.fill("Command", "AUTH");
        page.build_sign_in("PLAIN", "ann", "hunter22");
        page.click("button", "Sign in to the end");
        page.shows(&text("page-sign-in.clear"));
        assert_eq!(said(page), 1, "nothing more was sent");
        page.click("button", &text("page-sign-in-end.clear"));
        page.wait_for("the second line", |page| said(page) == 2);
    });
}

/// How often AUTH PLAIN was said.
fn said(page: &Page<'_>) -> usize {
    page.transcript().matches("AUTH PLAIN [secret]").count()
}

#[test]
fn a_secret_shows_only_while_the_button_is_held() {
    under_tls("sign-in-show", |page| {
        page.exchange("AUTH PLAIN AGFubgBodW50ZXIyMg==", "535");
        assert!(!page.text().contains("hunter22") && !page.text().contains("AGFubgBo"));
        page.hold("Show", true);
        page.shows_in("log", "Transcript", "AUTH PLAIN AGFubgBodW50ZXIyMg==");
        page.shows_in("log", "Transcript", "NULannNULhunter22");
        page.hold("Show", false);
        page.wait_for("the secret to go", |page| {
            !page.text().contains("hunter22") && !page.text().contains("AGFubgBo")
        });
        page.press(key::UP);
        page.wait_for("the line before it", |page| {
            page.holds("Command", "EHLO me.example")
        });
    });
}
