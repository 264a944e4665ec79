//! Several addresses of one name: the next one starts when the last one failed or took its time, and the first that
//! answers is taken (RFC 8305, "happy eyeballs").

use std::io;
use std::net::SocketAddr;

use ehlo_protocol::tunnel::Refusal;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use crate::limits::{DIAL_DELAY, Limits};
use crate::network::Network;

/// Dials `addresses` until one answers or the time for all is over.
pub(super) async fn race(
    network: &dyn Network,
    limits: &Limits,
    addresses: &[SocketAddr],
) -> Result<(TcpStream, SocketAddr), Refusal> {
    let end = Instant::now() + limits.connect_time();
    if let [address] = addresses {
        // Nobody to race with, as mostly.
        return match timeout_at(end, network.connect(*address)).await {
            Ok(Ok(stream)) => Ok((stream, *address)),
            Ok(Err(error)) => Err(reason(&error)),
            Err(_) => Err(Refusal::ConnectTimeout),
        };
    }
    let mut attempts = FuturesUnordered::new();
    let mut waiting = addresses.iter();
    let mut worst = Refusal::Unreachable;
    loop {
        if let Some(address) = waiting.next() {
            attempts.push(async move { (*address, network.connect(*address).await) });
        }
        let patience = if waiting.len() == 0 {
            end
        } else {
            end.min(Instant::now() + DIAL_DELAY)
        };
        match timeout_at(patience, attempts.next()).await {
            Ok(Some((address, Ok(stream)))) => return Ok((stream, address)),
            Ok(Some((_, Err(error)))) => worst = graver(worst, reason(&error)),
            Ok(None) if waiting.len() == 0 => return Err(worst),
            Err(_) if Instant::now() >= end => return Err(graver(worst, Refusal::ConnectTimeout)),
            // The next one starts beside it.
            Ok(None) | Err(_) => {}
        }
    }
}

/// The addresses in their order, but the two families in turn, as each may be broken as a whole.
pub(super) fn in_turn(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first_is_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv6() == first_is_v6);
    let mut second = second.into_iter();
    let mut order = Vec::new();
    for address in first {
        order.push(address);
        order.extend(second.next());
    }
    order.extend(second);
    order
}

/// An answer tells a person more than silence, and silence more than a missing route.
const fn graver(one: Refusal, other: Refusal) -> Refusal {
    match (one, other) {
        (Refusal::ConnectionRefused, _) | (_, Refusal::ConnectionRefused) => {
            Refusal::ConnectionRefused
        }
        (Refusal::ConnectTimeout, _) | (_, Refusal::ConnectTimeout) => Refusal::ConnectTimeout,
        _ => other,
    }
}

pub(super) fn reason(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => {
            Refusal::ConnectionRefused
        }
        io::ErrorKind::TimedOut => Refusal::ConnectTimeout,
        _ => Refusal::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_take_turns_and_keep_their_order() {
        for (given, order) in [
            ("", ""),
            ("1.1.1.1", "1.1.1.1"),
            ("1.1.1.1 1.1.1.2 ::1 ::2 ::3", "1.1.1.1 ::1 1.1.1.2 ::2 ::3"),
            ("::1 ::2 1.1.1.1", "::1 1.1.1.1 ::2"),
        ] {
            let read = |text: &str| -> Vec<SocketAddr> {
                let words = text.split_whitespace();
                words
                    .map(|word| SocketAddr::new(word.parse().unwrap(), 25))
                    .collect()
            };
            assert_eq!(in_turn(read(given)), read(order));
        }
    }
}
