//! The crowd: those who behave, and among them those who do not.

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::rubbish::Rubbish;
use super::tally::Tally;
use crate::client::{Session, Target, Upload};

/// Sessions that talk for long.
const TALKERS: u64 = 40;
/// Sessions that come, say a word and go, one after the other.
const VISITORS: u64 = 4;
/// Sessions that send messages.
const SENDERS: u64 = 3;
/// Sessions that carry records under TLS.
const CARRIERS: u64 = 3;
/// Of each way to misbehave.
const RUDE: u64 = 2;

/// Whoever behaves and has no answer for so long is lost.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two words of a talker.
const PAUSE: Duration = Duration::from_millis(100);
/// Words of a talker until it comes anew.
const WORDS: u64 = 300;
/// Room of a client for one read.
const ROOM: usize = 16 * 1024;

type Shared = Rc<RefCell<Tally>>;

/// The crowd, for so long.
pub(super) async fn load(target: &Target, mute: &Target, time: Duration, tally: &mut Tally) {
    let shared = Rc::new(RefCell::new(std::mem::take(tally)));
    let end = Instant::now() + time;
    let mut tasks = JoinSet::new();
    for (count, role) in [
        (TALKERS, Role::Talker),
        (VISITORS, Role::Visitor),
        (SENDERS, Role::Sender),
        (CARRIERS, Role::Carrier),
    ] {
        for number in 0..count {
            tasks.spawn_local(behave(role, number, end, target.clone(), shared.clone()));
        }
    }
    for rubbish in Rubbish::ALL {
        for _ in 0..RUDE {
            tasks.spawn_local(misbehave(
                rubbish,
                end,
                target.clone(),
                mute.clone(),
                shared.clone(),
            ));
        }
    }
    while tasks.join_next().await.is_some() {}
    *tally = shared.take();
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Talker,
    Visitor,
    Sender,
    Carrier,
}

/// One session after the other until the end.
async fn behave(role: Role, number: u64, end: Instant, target: Target, tally: Shared) {
    // Not all at once.
    sleep(Duration::from_millis(number * 37)).await;
    let mut turn = number;
    while Instant::now() < end {
        let result = match role {
            Role::Talker => talk(&target, end, number, &tally).await,
            Role::Visitor => talk(&target, end, WORDS, &tally).await,
            Role::Sender => send(&target, turn, &tally).await,
            Role::Carrier => carry(&target, turn, &tally).await,
        };
        tell(&tally, |tally| match result {
            Ok(()) => tally.sessions += 1,
            Err(error) => tally.lost.push(format!("{role:?}: {error}")),
        });
        turn += 1;
        sleep(PAUSE).await;
    }
}

/// Says NOOP now and then, a little less often the higher `spoken` is at the start.
async fn talk(target: &Target, end: Instant, spoken: u64, tally: &Shared) -> io::Result<()> {
    let mut session = patient(Session::open(target, ROOM)).await?;
    patient(session.ask(b"EHLO client.example.org\r\n", b"250")).await?;
    for _ in spoken..=WORDS {
        let asked = Instant::now();
        patient(session.noop()).await?;
        tally.borrow_mut().noops.push(asked.elapsed());
        if asked >= end {
            break;
        }
        sleep(PAUSE).await;
    }
    quit(session).await
}

/// A message in clear, from 64 KiB to 1 MiB.
async fn send(target: &Target, turn: u64, tally: &Shared) -> io::Result<()> {
    let mut session = patient(Session::open(target, ROOM)).await?;
    patient(session.ask(b"EHLO client.example.org\r\n", b"250")).await?;
    let lines = Upload::lines(16 * 1024, session.connection().framed());
    for part in 1..=3 {
        patient(session.message(&lines, (turn % 4 + 1) * part * 64 * 1024)).await?;
        tally.borrow_mut().messages += 1;
    }
    quit(session).await
}

/// STARTTLS, and records both ways, in large frames or small ones.
async fn carry(target: &Target, turn: u64, tally: &Shared) -> io::Result<()> {
    let mut session = patient(Session::open(target, ROOM)).await?;
    patient(session.start_tls()).await?;
    let frame = if turn.is_multiple_of(2) {
        16 * 1024
    } else {
        1400
    };
    let upload = Upload::records(frame, session.connection().framed());
    for _ in 0..4 {
        let up = patient(session.upload(&upload, 2 << 20)).await?;
        let down = patient(session.download(2 << 20)).await?;
        tally.borrow_mut().octets += up + down;
        sleep(PAUSE).await;
    }
    // Under TLS a page says no QUIT that anybody could see.
    session.close().await;
    Ok(())
}

async fn quit(mut session: Session) -> io::Result<()> {
    patient(session.ask(b"QUIT\r\n", b"221")).await?;
    session.close().await;
    Ok(())
}

async fn patient<T>(work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(PATIENCE, work)
        .await
        .unwrap_or_else(|_| Err(io::Error::other("no answer")))
}

async fn misbehave(rubbish: Rubbish, end: Instant, target: Target, mute: Target, tally: Shared) {
    while Instant::now() < end {
        let result = rubbish.run(&target, &mute).await;
        tell(&tally, |tally| {
            *tally.bad.entry(rubbish.name()).or_default() += 1;
            if let Err(error) = result {
                tally.spared.push(format!("{}: {error}", rubbish.name()));
            }
        });
        sleep(PAUSE).await;
    }
}

/// Writes something down, between two waits.
fn tell(tally: &Shared, what: impl FnOnce(&mut Tally)) {
    what(&mut tally.borrow_mut());
}
