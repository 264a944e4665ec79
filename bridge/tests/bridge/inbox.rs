//! The whole way: a page through the tunnel to the sandbox, and the mail at `/inbox`.

use ehlo_bridge::profile::Profile;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::{FromBridge, Mail, Policy};

use crate::support::{Page, bridge, decode};
use crate::web::{ask, get};

#[tokio::test]
async fn a_mail_goes_through_the_tunnel_into_the_inbox_and_out_of_it() {
    for profile in [Profile::Local, Profile::Sandbox] {
        let running = bridge(Settings {
            profile,
            ..Settings::local()
        })
        .await;
        let policy: Policy = serde_json::from_str(&get(&running, "/limits").await.body).unwrap();
        let sandbox = policy.sandbox.unwrap();
        let mut page = Page::new(&running).await;
        page.ask(&sandbox.host, sandbox.port).await;
        let FromBridge::Opened { address, .. } = page.hear().await else {
            panic!("not opened")
        };
        assert_eq!(address, running.sandbox.clear.to_string());
        for (line, code) in [
            ("", "220"),
            ("EHLO me.example", "250"),
            ("MAIL FROM:<>", "250"),
            ("RCPT TO:<c@d.example>", "250"),
            ("DATA", "354"),
            (
                "From: <a@b.example>\r\nDate: Sun, 22 Nov 2026 04:00:00 +0000\r\n\r\nhello\r\n.",
                "250",
            ),
        ] {
            if !line.is_empty() {
                page.send(format!("{line}\r\n").as_bytes()).await;
            }
            let reply = String::from_utf8(page.read(1).await).unwrap();
            assert!(reply.starts_with(code), "{line}: {reply}");
        }
        let own = running.address.to_string();
        let bearer = format!("Bearer {}", running.token.reveal());
        let headers = [("Host", own.as_str()), ("Authorization", &bearer)];
        let answer = ask(&running, "GET", "/inbox", &headers).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, Some("no-store"))
        );
        let mails: Vec<Mail> = serde_json::from_str(&answer.body).unwrap();
        let [mail] = mails.as_slice() else {
            panic!("{mails:?}")
        };
        assert_eq!((mail.id, mail.reverse_path.as_str()), (1, ""));
        assert!(decode(&mail.raw_base64).ends_with("\r\n\r\nhello\r\n"));
        assert_eq!(
            ask(&running, "DELETE", "/inbox", &headers).await.status,
            204
        );
        assert_eq!(ask(&running, "GET", "/inbox", &headers).await.body, "[]");
        drop(page);
        running.stop().await;
    }
}

#[tokio::test]
async fn the_inbox_is_for_the_holder_of_the_token_on_the_own_page() {
    let settings = Settings {
        origins: vec!["https://good.example".parse().unwrap()],
        ..Settings::local()
    };
    let running = bridge(settings).await;
    let own = running.address.to_string();
    let origin = format!("http://{own}");
    let bearer = format!("Bearer {}", running.token.reveal());
    let bare = running.token.reveal().to_owned();
    for (headers, status) in [
        (vec![("Authorization", bearer.as_str())], 200),
        (vec![("Authorization", &bearer), ("Origin", &origin)], 200),
        (
            vec![
                ("Authorization", &bearer),
                ("Sec-Fetch-Site", "same-origin"),
            ],
            200,
        ),
        (
            vec![("Authorization", &bearer), ("Sec-Fetch-Site", "none")],
            200,
        ),
        (vec![], 401),
        (vec![("Authorization", &bare)], 401),
        (vec![("Authorization", "Bearer wrong")], 401),
        (vec![("Authorization", "Bearer ")], 401),
        (
            vec![("Authorization", &bearer), ("Authorization", &bearer)],
            401,
        ),
        (vec![("Authorization", &bearer), ("Origin", "null")], 403),
        (
            vec![("Authorization", &bearer), ("Origin", "https://evil.test")],
            403,
        ),
        // May open a tunnel, and is still another site.
        (
            vec![
                ("Authorization", &bearer),
                ("Origin", "https://good.example"),
            ],
            403,
        ),
        (
            vec![
                ("Authorization", &bearer),
                ("Origin", &origin),
                ("Origin", &origin),
            ],
            403,
        ),
        (
            vec![("Authorization", &bearer), ("Sec-Fetch-Site", "cross-site")],
            403,
        ),
        (
            vec![("Authorization", &bearer), ("Sec-Fetch-Site", "same-site")],
            403,
        ),
    ] {
        for method in ["GET", "DELETE"] {
            let headers: Vec<_> = [("Host", own.as_str())]
                .into_iter()
                .chain(headers.iter().copied())
                .collect();
            let wanted = if method == "DELETE" && status == 200 {
                204
            } else {
                status
            };
            assert_eq!(
                ask(&running, method, "/inbox", &headers).await.status,
                wanted,
                "{method} {headers:?}"
            );
        }
    }
    running.stop().await;
}
