//! The WebSocket of a tunnel as an endpoint that gives back what it gets, for conformance suites such as Autobahn's
//! fuzzing client. It is an example and no flag of the program, so that no bridge can be one by mistake.
//!
//! `cargo run --package ehlo-bridge --example echo -- 127.0.0.1:9001 16777216`: where to listen, and how many octets a
//! message may have; without a figure as many as a bridge takes.

#[path = "../tests/bridge/conformance/echo.rs"]
mod echo;

use anyhow::Context;
use ehlo_bridge::limits::DATA_FRAME;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments
        .next()
        .context("where shall it listen? ADDRESS:PORT")?;
    let most = match arguments.next() {
        Some(figure) => figure.parse().context("that is no number of octets")?,
        None => DATA_FRAME,
    };
    let listener = TcpListener::bind(&address)
        .await
        .with_context(|| format!("cannot listen on {address}"))?;
    echo::serve(listener, most).await;
    Ok(())
}
