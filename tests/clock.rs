//! The clock of the machine jumps by an hour while sessions live (fault F22): they live on, and every limit of time holds.
// Elsewhere a library is not put before the system's in this way.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use e2e::clock::Clock;
use e2e::program::Program;
use e2e::server::{Behaviour, Server};
use e2e::tunnel::{Frame, Tunnel};
use e2e::wait::{PATIENCE, until};
use ehlo_protocol::tunnel::{FromBridge, Refusal};

/// More lines than are said here.
const MANY: usize = 1000;

/// What the bridge grants in this test.
const IDLE: Duration = Duration::from_secs(8);
const PER_MINUTE: usize = 4;
const MINUTE: Duration = Duration::from_secs(60);

fn refusal(frame: &Frame) -> Option<Refusal> {
    match frame {
        Frame::Control(FromBridge::Refused { code, .. }) => Some(*code),
        _ => None,
    }
}

/// The hour of the day, by the program's clock, of the newest line in its log, and by ours.
fn hours(program: &Program) -> Option<(u64, u64)> {
    let log = program.log();
    let last = log.lines().rfind(|line| line.contains("session begins"))?;
    let entry: serde_json::Value = serde_json::from_str(last).ok()?;
    let hour = entry["timestamp"].as_str()?.get(11..13)?.parse().ok()?;
    let ours = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some((hour, ours.as_secs() / 3600 % 24))
}

#[test]
fn when_the_clock_jumps_sessions_live_and_limits_hold() {
    let clock = Clock::new();
    let server = Server::start(Behaviour::ClosesAfter(MANY));
    let environment = clock.environment();
    let environment: Vec<(&str, &str)> = environment
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let program = Program::start_in(
        &environment,
        &[
            "--allow-target",
            &server.target(),
            "--log-format",
            "json",
            "--limit",
            &format!("idle-time={}", IDLE.as_secs()),
            "--limit",
            &format!("new-sessions-per-minute={PER_MINUTE}"),
        ],
    );
    let started = Instant::now();
    let mut tunnel = Tunnel::greeted(&program, server.port());
    for (offset, hours_away) in [("+1h", 1), ("-1h", 23), ("+0", 0)] {
        clock.set_to(offset);
        tunnel.lives(offset);
        // A new one begins as any, and the log shows that the program's clock has jumped.
        Tunnel::greeted(&program, server.port()).lives(offset);
        let jumped = until(PATIENCE, || {
            let (program, ours) = hours(&program)?;
            let away = (program + 24 - ours) % 24;
            // The hour may end between the two looks.
            (away == hours_away || away == (hours_away + 23) % 24).then_some(())
        });
        assert!(
            jumped.is_some(),
            "{offset}: {:?}\n{}",
            hours(&program),
            program.log()
        );
    }
    // The minute in which so many may begin is not over because the clock says so.
    clock.set_to("+1h");
    let mut more = Tunnel::open(&program);
    more.ask_for(&program, server.port());
    let heard = more.receive();
    assert!(
        refusal(&heard) == Some(Refusal::RateLimited) || started.elapsed() > MINUTE,
        "{heard:?}"
    );
    // A session that says nothing has all its time, and ends when it is over.
    tunnel.lives("before the silence");
    clock.set_to("-1h");
    let silent = Instant::now();
    let heard = tunnel.receive();
    assert_eq!(refusal(&heard), Some(Refusal::IdleTimeout), "{heard:?}");
    let waited = silent.elapsed();
    assert!(waited > IDLE - Duration::from_secs(2), "{waited:?}");
}
