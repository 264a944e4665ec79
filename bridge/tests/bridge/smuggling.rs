//! SMTP smuggling into the sandbox, over TCP: what some servers take for the end of a message and others do not
//! (SECURITY.md T12).

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use ehlo_bridge::serve::Running;
use ehlo_bridge::settings::Settings;
use futures_util::future::join_all;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::guard::SMUGGLED;
use crate::support::bridge;
use crate::web::ask;

/// Sends a message in these parts and gives the codes of the replies behind 354.
async fn send(running: &Running, parts: &[&[u8]]) -> Vec<String> {
    let mut stream = BufReader::new(TcpStream::connect(running.sandbox.clear).await.unwrap());
    stream.get_ref().set_nodelay(true).unwrap();
    for line in [
        "",
        "EHLO me.example\r\n",
        "MAIL FROM:<good@b.example>\r\n",
        "RCPT TO:<c@d.example>\r\n",
        "DATA\r\n",
    ] {
        stream.write_all(line.as_bytes()).await.unwrap();
        let mut answer = String::from("xxx-");
        while answer.as_bytes().get(3) == Some(&b'-') {
            answer.clear();
            stream.read_line(&mut answer).await.unwrap();
        }
    }
    for (count, part) in parts.iter().enumerate() {
        if count > 0 {
            sleep(Duration::from_millis(3)).await;
        }
        stream.write_all(part).await.unwrap();
    }
    let mut heard = String::new();
    stream.read_to_string(&mut heard).await.unwrap();
    heard.lines().map(|line| line[..3].to_owned()).collect()
}

async fn senders(running: &Running) -> Vec<String> {
    let address = running.address.to_string();
    let bearer = format!("Bearer {}", running.token.reveal());
    let headers = [("Host", address.as_str()), ("Authorization", &bearer)];
    let answer = ask(running, "GET", "/inbox", &headers).await;
    let mails: Value = serde_json::from_str(&answer.body).unwrap();
    let mails = mails.as_array().unwrap();
    mails
        .iter()
        .map(|mail| {
            // What was smuggled is content, if it is anywhere.
            let raw = STANDARD
                .decode(mail["raw_base64"].as_str().unwrap())
                .unwrap();
            assert!(String::from_utf8_lossy(&raw).contains("evil"));
            mail["reverse_path"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn no_disguised_end_of_data_lets_a_second_mail_in() {
    let mut settings = Settings::local();
    settings.limits.set("sandbox-connections", 100).unwrap();
    settings.limits.set("inbox-mails", 1000).unwrap();
    let running = bridge(settings).await;
    let head = "From: <good@b.example>\r\nDate: Sun, 22 Nov 2026 04:00:00 +0000\r\n\r\nhi";
    let tail =
        "MAIL FROM:<evil@b.example>\r\nRCPT TO:<victim@d.example>\r\nDATA\r\nevil\r\n.\r\nQUIT\r\n";
    let mut sent = 0;
    for sequence in SMUGGLED {
        let message = [head, sequence, tail].concat();
        let message = message.as_bytes();
        let mut ways: Vec<Vec<&[u8]>> = vec![vec![message]];
        // Every split in and beside the sequence, and every octet of it by itself.
        let (start, end) = (head.len() - 1, head.len() + sequence.len() + 1);
        for split in start..=end {
            let (first, second) = message.split_at(split);
            ways.push(vec![first, second]);
        }
        let mut bytewise = vec![&message[..start]];
        bytewise.extend(message[start..end].chunks(1));
        bytewise.push(&message[end..]);
        ways.push(bytewise);
        let all = join_all(ways.iter().map(|way| send(&running, way))).await;
        for (codes, way) in all.iter().zip(&ways) {
            // The message's own reply and the goodbye: nothing in between was a command.
            let accepted = codes == &["250", "221"];
            let refused = codes.len() == 2 && codes[0].starts_with('5') && codes[1] == "221";
            assert!(
                accepted || refused,
                "{sequence:?} in {} parts: {codes:?}",
                way.len()
            );
            // Only a dot with a space behind it breaks no rule of lines.
            assert_eq!(
                accepted,
                sequence == "\r\n. \r\n",
                "{sequence:?}: {codes:?}"
            );
            sent += 1;
        }
    }
    assert!(sent > 80, "{sent} messages");
    let senders = senders(&running).await;
    assert!(
        senders.iter().all(|sender| sender == "good@b.example"),
        "{senders:?}"
    );
    running.stop().await;
}
