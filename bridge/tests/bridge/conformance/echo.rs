//! An endpoint that gives back what it gets, with the handshake and the WebSocket of a tunnel. `examples/echo.rs` runs it
//! for the Autobahn fuzzing client.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use ehlo_bridge::limits::READ_BUFFER;
use ehlo_bridge::link::{close, hear};
use ehlo_bridge::websocket::{CloseCode, Connection, Handshake, Kind, Socket, Violation};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

/// Serves whoever comes, for ever. Messages have `most` octets at most.
pub(crate) async fn serve(listener: TcpListener, most: usize) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = service_fn(move |request| upgrade(request, most));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection.with_upgrades());
    }
}

async fn upgrade(request: Request<Incoming>, most: usize) -> Result<Response, Infallible> {
    let handshake = match Handshake::accept(&mut request.map(Body::new)) {
        Ok(handshake) => handshake,
        Err(status) => {
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = status;
            return Ok(answer);
        }
    };
    tokio::spawn(async move {
        // Who has gone before the answer was sent wants no echo.
        if let Some(Connection::Plain(stream, unread)) = handshake.upgrade.connection().await {
            give_back(Socket::new(stream, unread, most)).await;
        }
    });
    Ok(handshake.answer)
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
