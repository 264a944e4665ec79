//! A plain static host: the page's files and nothing else, as on any web space.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::port;
use crate::repository;
use crate::wait::PATIENCE;

/// Where the built page is, when it is not `dist` at the root of the repository.
pub const VARIABLE: &str = "EHLO_DIST";

/// A host that serves the built page, for as long as the test runs.
pub struct Host {
    port: u16,
    /// How the names of the files begin that are not given out.
    withheld: Arc<Mutex<Option<&'static str>>>,
}

impl Host {
    /// Serves the page.
    pub fn start() -> Self {
        Self::serve(None)
    }

    /// Serves the page but for files whose names begin so, until [`Host::give_all`].
    pub fn withholding(begin: &'static str) -> Self {
        Self::serve(Some(begin))
    }

    /// From now on all files are served.
    pub fn give_all(&self) {
        *self.withheld.lock().expect("no thread panics with it") = None;
    }

    fn serve(withheld: Option<&'static str>) -> Self {
        let withheld = Arc::new(Mutex::new(withheld));
        let kept = Arc::clone(&withheld);
        let root =
            env::var_os(VARIABLE).map_or_else(|| repository::root().join("dist"), PathBuf::from);
        assert!(
            root.join("index.html").exists(),
            "There is no built page in {}. `cargo xtask test` builds it; by hand: trunk build --release",
            root.display()
        );
        let (listener, port) = port::listen();
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let (root, kept) = (root.clone(), Arc::clone(&kept));
                // An error is the browser's going away.
                thread::spawn(move || {
                    let withheld = *kept.lock().expect("no thread panics with it");
                    let _ = answer(&stream, &root, withheld);
                });
            }
        });
        Self { port, withheld }
    }

    /// What to open in a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

/// Reads one request and answers with the file it names.
fn answer(mut stream: &TcpStream, root: &Path, withheld: Option<&str>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let path = request
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .split(['?', '#'])
        .next()
        .unwrap_or("/");
    let path = if path == "/" {
        "index.html"
    } else {
        path.trim_start_matches('/')
    };
    let found = if path.contains("..") || withheld.is_some_and(|begin| path.starts_with(begin)) {
        None
    } else {
        fs::read(root.join(path)).ok()
    };
    let (status, body) = found.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        media_type(path),
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat())
}

/// The media type by the ending of the name.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
