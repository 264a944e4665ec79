#![allow(
    missing_docs,
    reason = "the macros of criterion write undocumented functions"
)]
//! How long a line takes, beside the crate `smtp-proto` on the same lines in the same run.
//!
//! `cargo xtask bench` prints the ratios. Reading is compared with the peer, which keeps no positions and no unknown
//! words; checking has no peer, its goal is 20 microseconds a line with all rules.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ehlo_protocol::client;
use ehlo_protocol::command::Command;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::extension::Capabilities;
use ehlo_protocol::notation;
use ehlo_protocol::reply::ReplyReader;

/// Clean lines as clients say them.
const COMMANDS: &[&str] = &[
    "EHLO client.example.org\r\n",
    "MAIL FROM:<ann@example.org>\r\n",
    "MAIL FROM:<ann@example.org> SIZE=12345 BODY=8BITMIME\r\n",
    "RCPT TO:<bob@example.com>\r\n",
    "RCPT TO:<bob@example.com> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@example.com\r\n",
    "DATA\r\n",
    "QUIT\r\n",
];

const EHLO_REPLY: &[u8] =
    b"250-mx.example.com\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-ETRN\r\n250-STARTTLS\r\n\
250-AUTH PLAIN LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 DSN\r\n";

const SESSION: &str = "\
S: 220 mx.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-PIPELINING
S: 250-SIZE 10240000
S: 250-DSN
S: 250 8BITMIME
";

fn commands(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("command");
    group.bench_function("ehlo", |bench| {
        bench.iter(|| {
            for line in COMMANDS {
                let line = line.as_bytes();
                black_box(Command::read(black_box(&line[..line.len() - 2])));
            }
        });
    });
    group.bench_function("smtp-proto", |bench| {
        bench.iter(|| {
            for line in COMMANDS {
                black_box(smtp_proto::Request::parse(&mut black_box(line).as_bytes().iter()).ok());
            }
        });
    });
    group.finish();
}

fn replies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reply");
    group.bench_function("ehlo", |bench| {
        bench.iter(|| {
            let mut reader = ReplyReader::default();
            reader.push(black_box(EHLO_REPLY));
            black_box(reader.next().map(|reply| {
                Capabilities::from_lines(reply.lines.iter().skip(1).map(|line| line.text()))
            }));
        });
    });
    group.bench_function("smtp-proto", |bench| {
        bench.iter(|| {
            black_box(smtp_proto::EhloResponse::parse(&mut black_box(EHLO_REPLY).iter()).ok());
        });
    });
    group.finish();
}

fn checks(criterion: &mut Criterion) {
    let record = notation::record(SESSION, Profile::Strict);
    let mut group = criterion.benchmark_group("check");
    group.bench_function("clean line", |bench| {
        let line = black_box(&b"MAIL FROM:<ann@example.org> SIZE=12345 BODY=8BITMIME"[..]);
        bench.iter(|| black_box(client::check_line(record.session(), line, Profile::Strict)));
    });
    group.bench_function("wrong line", |bench| {
        let line = black_box(&b"MAIL FROM: <ann@example..org> SIZE=12KB NOTIFY=NEVER"[..]);
        bench.iter(|| black_box(client::check_line(record.session(), line, Profile::Strict)));
    });
    group.finish();
}

criterion_group!(lines, commands, replies, checks);
criterion_main!(lines);
