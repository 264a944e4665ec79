//! An endpoint that gives back what it gets, with the handshake and the WebSocket of a tunnel. `examples/echo.rs` runs it
//! for the Autobahn fuzzing client.

use std::convert::Infallible;
use std::future::{Ready, ready};

use axum::body::Body;
use axum::response::Response;
use ehlo_bridge::limits::READ_BUFFER;
use ehlo_bridge::link::{close, hear};
use ehlo_bridge::websocket::{CloseCode, Kind, Socket, Violation, accept};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::{self, Parts};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// Serves whoever comes, for ever. Messages have `most` octets at most.
pub(crate) async fn serve(listener: TcpListener, most: usize) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(async move {
            let connection =
                http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(upgrade));
            // Who has gone before the answer was sent wants no echo.
            if let Ok(Parts { io, read_buf, .. }) = connection.without_shutdown().await {
                give_back(Socket::new(io.into_inner(), read_buf.to_vec(), most)).await;
            }
        });
    }
}

fn upgrade(request: Request<Incoming>) -> Ready<Result<Response, Infallible>> {
    ready(Ok(accept(&request).unwrap_or_else(|status| {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = status;
        answer
    })))
}

/// Gives back every message, until the client closes or does what it must not. A tunnel knows no messages of octets, so
/// they are told apart here by their number: no case has two of them under way.
async fn give_back(mut socket: Socket<TcpStream>) {
    let most = usize::try_from(READ_BUFFER).unwrap_or(usize::MAX);
    let (mut octets, mut given) = (Vec::new(), 0);
    loop {
        let heard = hear(&mut socket, most, &mut octets).await;
        if socket.messages() > given {
            given = socket.messages();
            socket.queue(Kind::Binary, &std::mem::take(&mut octets));
        }
        match heard {
            Ok(Some(text)) => socket.queue(Kind::Text, text.as_bytes()),
            Ok(None) => {}
            Err(_) => break,
        }
    }
    let code = socket
        .violation()
        .map_or(CloseCode::Normal, Violation::code);
    let _ = close(&mut socket, code, "").await;
}
