//! The end of a connection after the last word was said.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Ends the stream so that the last word arrives: what is left unread would have the system reset the connection, and the
/// word with it.
pub(crate) async fn part(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    for _ in 0..MOST_READS {
        if stream.read(&mut rest).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// A client that goes on and on after it is left.
const MOST_READS: usize = 64;
