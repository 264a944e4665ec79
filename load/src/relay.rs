//! Plain relays from TCP to TCP: the limit of whatever puts a process between two ends.

use std::io::{self, Read, Write};
use std::net::{self, Shutdown, SocketAddr};
use std::thread;

use tokio::io::copy_bidirectional_with_sizes;
use tokio::net::{TcpListener, TcpStream};

/// What it reads at once.
const BUFFER: usize = 64 * 1024;

/// Relays every connection to `server`, for ever.
pub async fn relay(listener: TcpListener, server: SocketAddr) {
    loop {
        let Ok((mut client, _)) = listener.accept().await else {
            continue;
        };
        tokio::spawn(async move {
            let mut server = TcpStream::connect(server).await?;
            client.set_nodelay(true)?;
            server.set_nodelay(true)?;
            copy_bidirectional_with_sizes(&mut client, &mut server, BUFFER, BUFFER).await
        });
    }
}

/// Relays every connection to `server`, for ever, with a thread for each way that waits in its read: two system calls for
/// what passes, and nothing less can put a process between two ends.
pub fn relay_by_threads(listener: &net::TcpListener, server: SocketAddr) {
    for client in listener.incoming().flatten() {
        // A connection that fails ends by itself.
        let _ = pair(client, server);
    }
}

fn pair(client: net::TcpStream, server: SocketAddr) -> io::Result<()> {
    let server = net::TcpStream::connect(server)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let back = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || copy(client, server));
    thread::spawn(move || copy(back.0, back.1));
    Ok(())
}

fn copy(mut from: net::TcpStream, mut to: net::TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return to.shutdown(Shutdown::Write);
        }
        to.write_all(buffer.get(..count).unwrap_or_default())?;
    }
}
