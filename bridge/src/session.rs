//! One tunnel, from its first frame to its last.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use bytes::Bytes;
use ehlo_protocol::tunnel::{FromBridge, FromPage, Refusal};
use futures_util::{FutureExt, StreamExt};
use tokio::net::TcpStream;
use tokio::pin;
use tokio::time::{Instant, timeout};
use tracing::info;

use crate::dial::Dialler;
use crate::guard::Guard;
use crate::limits::{CONTROL_FRAME, Limits};
use crate::link::{self, End, Heard, Link};
use crate::metrics::Metrics;
use crate::policy::{Destination, Policy};
use crate::quotas::{Approach, Quotas};
use crate::relay::{Relay, Tally};
use crate::sessions::Seat;
use crate::stop::Stop;

/// What a session needs of the bridge.
pub struct Session<'a> {
    /// What the operator allows.
    pub policy: &'a Policy,
    /// How much.
    pub limits: &'a Limits,
    /// What opens connections.
    pub dialler: &'a Dialler,
    /// How often.
    pub quotas: &'a Quotas,
    /// What is counted.
    pub metrics: &'a Metrics,
    /// The word that the bridge stops.
    pub stop: Stop,
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

impl Session<'_> {
    /// Holds the session and closes the link. `seat` is its place, or why there is none.
    pub async fn run(self, link: &mut impl Link, seat: Result<Seat, Refusal>) -> End {
        let started = Instant::now();
        self.metrics.began();
        let mut record = Record::default();
        let mut stop = self.stop.clone();
        let end = match &seat {
            Err(refusal) => End::Refused(*refusal),
            Ok(_) => tokio::select! {
                biased;
                () = stop.stopped() => End::Refused(Refusal::ShuttingDown),
                // A fault of ours ends this session and no other.
                end = AssertUnwindSafe(self.hold(link, &mut record)).catch_unwind() => {
                    end.unwrap_or_else(|_| {
                        self.metrics.panicked();
                        Err(Refusal::InternalError.into())
                    })
                    .unwrap_or_else(|end| end)
                }
            },
        };
        self.metrics.ended(end, record.tally, started.elapsed());
        record.write(self.client, started.elapsed(), end);
        link::farewell(link, self.limits, end).await;
        end
    }

    async fn hold(&self, link: &mut impl Link, record: &mut Record) -> Result<End, End> {
        self.quotas.arrive(self.client).await?;
        let waited = Instant::now();
        let FromPage::Open { host, port, token } = self.first_frame(link).await?;
        self.metrics.opened(waited.elapsed());
        let destination = self.policy.admit_open(&host, port, token.as_deref())?;
        record.target = Some(match &destination {
            Destination::Sandbox(address) => format!("sandbox {address}"),
            Destination::Server { target, .. } => target.to_string(),
        });
        let approach = match &destination {
            Destination::Sandbox(_) => None,
            Destination::Server { target, grant, .. } => {
                record.grant.clone_from(grant);
                let host = target.host.to_string();
                let quotas = self.quotas;
                Some(
                    quotas
                        .approach(self.client, &host, grant.as_deref())
                        .await?,
                )
            }
        };
        let end = self
            .reach(link, record, &destination, approach.as_ref())
            .await;
        if let Some(approach) = approach {
            approach
                .over(record.tally.from_page + record.tally.from_server)
                .await;
        }
        end
    }

    /// Connects and relays.
    async fn reach(
        &self,
        link: &mut impl Link,
        record: &mut Record,
        destination: &Destination,
        approach: Option<&Approach<'_>>,
    ) -> Result<End, End> {
        let asked = Instant::now();
        let (server, address, early) = self.connect(link, destination).await?;
        self.metrics.dialled(asked.elapsed());
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
        timeout(self.limits.write_time(), link::say(link, &opened))
            .await
            .map_err(|_| End::PageStalled)??;
        let guard = Guard::new(
            self.policy.begins_with_tls(destination),
            self.limits,
            self.policy.care(destination),
        );
        Ok(
            Relay::new(link, server, guard, self.limits, &mut record.tally)
                .run(early)
                .await,
        )
    }

    async fn first_frame(&self, link: &mut impl Link) -> Result<FromPage, End> {
        let first = timeout(self.limits.open_time(), async {
            loop {
                match link::heard(link.next().await)? {
                    Heard::Control(text) => return Ok(text),
                    Heard::Nothing => {}
                    Heard::Bytes(_) => return Err(End::Refused(Refusal::BadRequest)),
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
    async fn connect(
        &self,
        link: &mut impl Link,
        destination: &Destination,
    ) -> Result<(TcpStream, SocketAddr, Vec<Bytes>), End> {
        let dial = self.dialler.dial(self.policy, self.limits, destination);
        pin!(dial);
        let mut early = Vec::new();
        let mut kept = 0;
        loop {
            tokio::select! {
                biased;
                opened = &mut dial => {
                    let (server, address) = opened?;
                    return Ok((server, address, early));
                }
                item = link.next(), if kept < self.limits.held_bytes() => match link::heard(item)? {
                    Heard::Bytes(bytes) => {
                        // An empty frame takes room too.
                        kept += bytes.len().max(1);
                        early.push(bytes);
                    }
                    Heard::Nothing => {}
                    Heard::Control(_) => return Err(Refusal::BadRequest.into()),
                },
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
