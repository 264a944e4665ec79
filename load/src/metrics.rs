//! What a bridge counts, read from its `/metrics`.

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::Target;

/// How many sessions the bridge says are open.
///
/// # Errors
/// Where it does not say.
pub async fn open_sessions(target: &Target) -> Result<u64> {
    let mut stream = TcpStream::connect(target.address).await?;
    let request = format!(
        "GET /metrics HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        target.address
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let gauge = answer
        .lines()
        .find_map(|line| line.strip_prefix("ehlo_sessions_open "))
        .context("no count of open sessions in /metrics")?;
    gauge.trim().parse().context("the count is no number")
}
