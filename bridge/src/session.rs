//! One tunnel, from its first frame to its last.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ehlo_protocol::tunnel::{FromBridge, FromPage, Refusal};
use futures_util::FutureExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tracing::info;

use crate::bridge::Bridge;
use crate::guard::Guard;
use crate::limits::CONTROL_FRAME;
use crate::link::{self, End};
use crate::policy::Destination;
use crate::quotas::Approach;
use crate::relay::{Relay, Tally};
use crate::websocket::Socket;

/// One session.
pub struct Session<'a> {
    /// What it needs of the bridge.
    pub bridge: &'a Bridge,
    /// Who asks.
    pub client: IpAddr,
}

/// What the log says of a session: never a byte of it.
#[derive(Default)]
struct Record {
    /// Host and port as the policy read them.
    target: Option<String>,
    address: Option<SocketAddr>,
    /// The name of the grant that was shown.
    grant: Option<String>,
    tally: Tally,
}

/// A session whose connection stands.
struct Open<'a> {
    server: TcpStream,
    guard: Guard,
    /// What the page said before it stood.
    early: Vec<u8>,
    approach: Option<Approach<'a>>,
}

impl Session<'_> {
    /// Holds the session and closes the link, or refuses it at once where there is no place for it.
    ///
    /// What comes before and after the relay is boxed, so that it takes no room while the session lives.
    pub async fn run<S>(&self, page: &mut Socket<S>, refusal: Option<Refusal>) -> End
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let started = Instant::now();
        self.bridge.metrics.began();
        let mut record = Record::default();
        let mut stop = self.bridge.stop.clone();
        let end = match refusal {
            Some(refusal) => End::Refused(refusal),
            None => tokio::select! {
                biased;
                () = stop.stopped() => End::Refused(Refusal::ShuttingDown),
                // A fault of ours ends this session and no other.
                end = AssertUnwindSafe(self.hold(page, &mut record)).catch_unwind() => {
                    end.unwrap_or_else(|_| {
                        self.bridge.metrics.panicked();
                        Err(Refusal::InternalError.into())
                    })
                    .unwrap_or_else(|end| end)
                }
            },
        };
        self.bridge
            .metrics
            .ended(end, record.tally, started.elapsed());
        record.write(self.client, started.elapsed(), end);
        Box::pin(link::farewell(page, &self.bridge.limits, end)).await;
        end
    }

    async fn hold<S>(&self, page: &mut Socket<S>, record: &mut Record) -> Result<End, End>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let Open {
            server,
            guard,
            early,
            approach,
        } = Box::pin(self.open(page, record)).await?;
        let tally = &mut record.tally;
        let relay = Relay::new(
            page,
            server,
            guard,
            &self.bridge.limits,
            &self.bridge.clock,
            tally,
        );
        let end = relay.run(early).await;
        if let Some(approach) = approach {
            let moved = record.tally.from_page + record.tally.from_server;
            Box::pin(approach.over(moved)).await;
        }
        Ok(end)
    }

    /// Hears where to, asks whether that is allowed, and connects.
    async fn open<S>(&self, page: &mut Socket<S>, record: &mut Record) -> Result<Open<'_>, End>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        self.bridge.quotas.arrive(self.client).await?;
        let waited = Instant::now();
        let FromPage::Open { host, port, token } = self.first_frame(page).await?;
        self.bridge.metrics.opened(waited.elapsed());
        let destination = self
            .bridge
            .policy
            .admit_open(&host, port, token.as_deref())?;
        record.target = Some(match &destination {
            Destination::Sandbox(address) => format!("sandbox {address}"),
            Destination::Server { target, .. } => target.to_string(),
        });
        let approach = match &destination {
            Destination::Sandbox(_) => None,
            Destination::Server { target, grant, .. } => {
                record.grant.clone_from(grant);
                let host = target.host.to_string();
                let quotas = &self.bridge.quotas;
                Some(
                    quotas
                        .approach(self.client, &host, grant.as_deref())
                        .await?,
                )
            }
        };
        match self
            .reach(page, record, &destination, approach.as_ref())
            .await
        {
            Ok((server, guard, early)) => Ok(Open {
                server,
                guard,
                early,
                approach,
            }),
            Err(end) => {
                if let Some(approach) = approach {
                    approach.over(0).await;
                }
                Err(end)
            }
        }
    }

    /// Connects, and has that told to the page.
    async fn reach<S>(
        &self,
        page: &mut Socket<S>,
        record: &mut Record,
        destination: &Destination,
        approach: Option<&Approach<'_>>,
    ) -> Result<(TcpStream, Guard, Vec<u8>), End>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let asked = Instant::now();
        let (server, address, early) = self.connect(page, destination).await?;
        self.bridge.metrics.dialled(asked.elapsed());
        if let Some(approach) = approach {
            approach.connected().await;
        }
        record.address = Some(address);
        info!(client = %self.client, target = record.target, %address, "session begins");
        let connect_ms = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
        let opened = FromBridge::Opened {
            address: address.to_string(),
            connect_ms,
        };
        link::put(page, &opened)?;
        let guard = Guard::new(
            self.bridge.policy.begins_with_tls(destination),
            &self.bridge.limits,
            self.bridge.policy.care(destination),
        );
        Ok((server, guard, early))
    }

    async fn first_frame<S>(&self, page: &mut Socket<S>) -> Result<FromPage, End>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let first = timeout(self.bridge.limits.open_time(), async {
            let mut octets = Vec::new();
            loop {
                let text = link::hear(page, CONTROL_FRAME, &mut octets).await?;
                if !octets.is_empty() {
                    return Err(End::Refused(Refusal::BadRequest));
                }
                if let Some(text) = text {
                    return Ok(text);
                }
            }
        });
        let text = first.await.map_err(|_| Refusal::IdleTimeout)??;
        if text.len() > CONTROL_FRAME {
            return Err(Refusal::BadRequest.into());
        }
        serde_json::from_str(&text).map_err(|_| Refusal::BadRequest.into())
    }

    /// Connects, and keeps what the page says meanwhile.
    async fn connect<S>(
        &self,
        page: &mut Socket<S>,
        destination: &Destination,
    ) -> Result<(TcpStream, SocketAddr, Vec<u8>), End>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let mut dial = Box::pin(self.bridge.dialler.dial(
            &self.bridge.policy,
            &self.bridge.limits,
            destination,
        ));
        let mut early = Vec::new();
        loop {
            let room = self.bridge.limits.held_bytes().saturating_sub(early.len());
            tokio::select! {
                biased;
                opened = &mut dial => {
                    let (server, address) = opened?;
                    return Ok((server, address, early));
                }
                text = link::hear(page, room.min(CONTROL_FRAME), &mut early), if room > 0 => {
                    if text?.is_some() {
                        return Err(Refusal::BadRequest.into());
                    }
                }
            }
        }
    }
}

impl Record {
    fn write(&self, client: IpAddr, lasted: Duration, end: End) {
        info!(
            %client,
            target = self.target,
            grant = self.grant,
            address = self.address.map(tracing::field::display),
            seconds = lasted.as_millis() as f64 / 1000.0,
            from_page = self.tally.from_page,
            from_server = self.tally.from_server,
            end = end.name(),
            "session ends",
        );
    }
}
