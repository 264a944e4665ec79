//! Every limit of the bridge: one table of named constants, each with its unit, its bounds and its reason.
//!
//! The constants are the defaults. The figures in force are a value, [`Limits`], which an operator changes with
//! `--limit NAME=VALUE` inside the bounds, and which `/limits` publishes. The reason that a person reads stands in the
//! catalogue under `program-limit-` and the name.

mod profiles;

use std::time::Duration;

use ehlo_protocol::tunnel::{Limit, MAX_CONTROL_FRAME, MAX_DATA_FRAME};

use crate::catalogue;

/// Why `--limit` was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    /// There is no limit of that name.
    #[error("no such limit")]
    Unknown,
    /// The figure is outside the bounds.
    #[error("the figure must lie between {least} and {most} {unit}")]
    OutOfBounds {
        /// Smallest figure that makes sense.
        least: u64,
        /// Largest figure that the bridge was built for.
        most: u64,
        /// What is counted.
        unit: &'static str,
    },
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The default of the profile `local`.
    pub value: u64,
    /// Smallest figure an operator may set.
    pub least: u64,
    /// Largest figure an operator may set.
    pub most: u64,
}

macro_rules! accessor {
    ($(#[$doc:meta])* $field:ident seconds) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $field(&self) -> Duration {
            Duration::from_secs(self.$field)
        }
    };
    ($(#[$doc:meta])* $field:ident $unit:ident) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $field(&self) -> usize {
            // Bounded below 2^31 by the table.
            self.$field as usize
        }
    };
}

macro_rules! limits {
    ($($(#[$doc:meta])* $constant:ident $field:ident $name:literal = $value:expr, $unit:ident, $least:expr => $most:expr;)*) => {
        $($(#[$doc])* pub const $constant: u64 = $value;)*

        /// The limits in force.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits {
            $($field: u64,)*
        }

        impl Limits {
            /// Every limit, in the order of a session.
            pub const TABLE: &'static [Entry] = &[$(Entry {
                name: $name,
                unit: stringify!($unit),
                value: $constant,
                least: $least,
                most: $most,
            },)*];

            /// The figures of the table.
            const DEFAULT: Self = Self { $($field: $constant,)* };

            $(accessor!($(#[$doc])* $field $unit);)*

            fn place(&mut self, name: &str) -> Option<&mut u64> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }

            fn figures(&self) -> impl Iterator<Item = u64> {
                [$(self.$field,)*].into_iter()
            }
        }
    };
}

limits! {
    /// HTTP connections at one time: 500 that stall leave room for as many that do not.
    HTTP_CONNECTIONS http_connections "http-connections" = 1024, connections, 4 => 65_536;
    /// HTTP connections at one time of one client address: a browser has six, and a proxy that is named has them all.
    HTTP_CONNECTIONS_PER_ADDRESS http_connections_per_address "http-connections-per-address" = 1024, connections, 1 => 65_536;
    /// Time for the TLS handshake of a page or a tunnel: its peers give 5 to 10 seconds.
    TLS_TIME tls_time "tls-time" = 10, seconds, 1 => 60;
    /// Longest head of an HTTP request: a browser's is under 2 KiB; what is longer is no page of ours.
    REQUEST_HEAD request_head "request-head" = 8192, bytes, 8192 => 65_536;
    /// Time for the head of an HTTP request, so that a peer that drips bytes frees its place.
    REQUEST_TIME request_time "request-time" = 5, seconds, 1 => 60;
    /// Time of an HTTP connection, after which it ends with the answer it is at; a page opens the next by itself.
    HTTP_TIME http_time "http-time" = 60, seconds, 1 => 600;
    /// Time for the `open` frame: the page sends it at once.
    OPEN_TIME open_time "open-time" = 10, seconds, 1 => 60;
    /// Tunnels at one time: Postfix allows one client 50.
    SESSIONS sessions "sessions" = 50, sessions, 1 => 100_000;
    /// Tunnels at one time of one client address (of one /64 in IPv6).
    SESSIONS_PER_ADDRESS sessions_per_address "sessions-per-address" = 50, sessions, 1 => 100_000;
    /// New tunnels of one client address in a minute; in the profile `local` it is the person's own machine.
    NEW_SESSIONS_PER_MINUTE new_sessions_per_minute "new-sessions-per-minute" = 10_000, sessions, 1 => 1_000_000;
    /// Distinct hosts that one client address may ask for in an hour.
    HOSTS_PER_HOUR hosts_per_hour "hosts-per-hour" = 10_000, hosts, 1 => 1_000_000;
    /// Dials of one client address that may fail in ten minutes.
    FAILED_DIALS failed_dials "failed-dials" = 10_000, dials, 1 => 1_000_000;
    /// Sessions of the holder of one grant in a day.
    GRANT_SESSIONS grant_sessions "grant-sessions" = 1000, sessions, 1 => 1_000_000;
    /// Distinct hosts of the holder of one grant in a day.
    GRANT_HOSTS grant_hosts "grant-hosts" = 100, hosts, 1 => 1_000_000;
    /// Bytes, both ways, of the holder of one grant in a day: some hundred sessions that use all they may.
    GRANT_BYTES grant_bytes "grant-bytes" = 268_435_456, bytes, 1 => 1_073_741_824;
    /// Clients and grants of which counts are kept: some ten megabytes at most.
    ACCOUNTS accounts "accounts" = 65_536, accounts, 1 => 1_000_000;
    /// Time for the resolver: Smokescreen's figure.
    RESOLVE_TIME resolve_time "resolve-time" = 5, seconds, 1 => 60;
    /// Addresses of one name that are tried, so that a name with a hundred addresses is no port scan.
    DIAL_ADDRESSES dial_addresses "dial-addresses" = 8, addresses, 1 => 32;
    /// Time to connect, all addresses together: Smokescreen's figure.
    CONNECT_TIME connect_time "connect-time" = 10, seconds, 1 => 120;
    /// Time for the greeting: servers that delay it to expose spammers take up to 30 seconds; RFC 5321 §4.5.3.2.1 has 300.
    GREETING_TIME greeting_time "greeting-time" = 60, seconds, 1 => 300;
    /// Longest line of a greeting: 512 is the rule (RFC 5321 §4.5.3.1.5), 4,096 the largest limit among known servers.
    GREETING_LINE greeting_line "greeting-line" = 4096, bytes, 64 => 65_536;
    /// Lines of a greeting: a greeting has one or a few.
    GREETING_LINES greeting_lines "greeting-lines" = 100, lines, 1 => 1000;
    /// Bytes of a greeting, all lines together.
    GREETING_BYTES greeting_bytes "greeting-bytes" = 65_536, bytes, 64 => 1_048_576;
    /// Longest command line: 512 is the rule (RFC 5321 §4.5.3.1.4), extensions add some hundred, Postfix takes 2,048.
    COMMAND_LINE command_line "command-line" = 2048, bytes, 512 => 65_536;
    /// Longest line of an AUTH exchange: RFC 4954 §4 holds 12,288 octets sufficient, and two end the line.
    AUTH_LINE auth_line "auth-line" = 12_290, bytes, 512 => 65_536;
    /// Recipients of one message: what every server has to take (RFC 5321 §4.5.3.1.8).
    RECIPIENTS recipients "recipients" = 100, recipients, 1 => 10_000;
    /// Octets of one message in clear: what the sandbox takes, a little over Postfix's default, 10,240,000.
    MESSAGE message "message" = 10_485_760, bytes, 64 => 104_857_600;
    /// Commands that wait for their replies where the guard follows the session: a transaction of 100 recipients fits.
    PENDING_COMMANDS pending_commands "pending-commands" = 128, commands, 1 => 1000;
    /// Longest line of a reply, as of a greeting.
    REPLY_LINE reply_line "reply-line" = 4096, bytes, 64 => 65_536;
    /// Lines of a reply: the longest EHLO lists in use have some 30.
    REPLY_LINES reply_lines "reply-lines" = 100, lines, 1 => 1000;
    /// Bytes of a reply, all lines together.
    REPLY_BYTES reply_bytes "reply-bytes" = 65_536, bytes, 64 => 1_048_576;
    /// Bytes of all replies of a session in clear: ten thousand replies of the usual length.
    REPLIES replies "replies" = 1_048_576, bytes, 64 => 1_073_741_824;
    /// Bytes of application data from the page under TLS; a figure that binds in the profile `probe` alone.
    APPLICATION_DATA application_data "application-data" = 1_073_741_824, bytes, 1 => 1_073_741_824;
    /// What the page says before the greeting is kept back up to here; then the bridge stops reading from the page.
    HELD_BYTES held_bytes "held-bytes" = 65_536, bytes, 1 => 1_048_576;
    /// Bytes taken from one side in one read, and the most that waits for the other side: larger ones are faster, and
    /// the buffer is the thread's, not the session's. The largest packet of IP holds 65,535 bytes: this many and the head
    /// of a frame still go in one on loopback, where a few more cost a second packet.
    READ_BUFFER read_buffer "read-buffer" = 65_440, bytes, 1024 => 65_536;
    /// Time after which a silent page is asked whether it is there, and after twice of which it is gone.
    PING_TIME ping_time "ping-time" = 20, seconds, 1 => 300;
    /// Time without a byte either way: RFC 5321 §4.5.3.2.7 has a server wait 300 seconds.
    IDLE_TIME idle_time "idle-time" = 300, seconds, 1 => 3600;
    /// Time of a whole session: a lesson takes less, a forgotten tab takes more.
    SESSION_TIME session_time "session-time" = 3600, seconds, 1 => 86_400;
    /// Time for which one side may take nothing while bytes wait for it.
    WRITE_TIME write_time "write-time" = 30, seconds, 1 => 300;
    /// Bytes from the page: a few mails of the largest size that servers take (Postfix: 10,240,000).
    BYTES_FROM_PAGE bytes_from_page "bytes-from-page" = 33_554_432, bytes, 1 => 1_073_741_824;
    /// Bytes from the server: replies are short, so this stops one that never ends.
    BYTES_FROM_SERVER bytes_from_server "bytes-from-server" = 33_554_432, bytes, 1 => 1_073_741_824;
    /// Time for the last frame and the closing handshake of the WebSocket.
    CLOSE_TIME close_time "close-time" = 2, seconds, 1 => 10;
    /// Time for live sessions to end when the bridge stops; the program is gone within 10 seconds.
    STOP_TIME stop_time "stop-time" = 8, seconds, 1 => 10;
    /// Connections of the sandbox at one time: each may hold a message in memory.
    SANDBOX_CONNECTIONS sandbox_connections "sandbox-connections" = 20, connections, 1 => 1000;
    /// Time for which a client of the sandbox may say nothing: RFC 5321 §4.5.3.2.7.
    SANDBOX_IDLE_TIME sandbox_idle_time "sandbox-idle-time" = 300, seconds, 1 => 3600;
    /// Time of a whole session with the sandbox.
    SANDBOX_SESSION_TIME sandbox_session_time "sandbox-session-time" = 3600, seconds, 1 => 86_400;
    /// Time for a TLS handshake with the sandbox: rustls and its peers give 5 to 10 seconds.
    SANDBOX_TLS_TIME sandbox_tls_time "sandbox-tls-time" = 10, seconds, 1 => 60;
    /// Largest message that the sandbox takes: a little over Postfix's default, 10,240,000.
    SANDBOX_MESSAGE sandbox_message "sandbox-message" = 10_485_760, bytes, 1024 => 104_857_600;
    /// Mails that the inbox keeps; the oldest goes for the newest.
    INBOX_MAILS inbox_mails "inbox-mails" = 100, mails, 1 => 10_000;
    /// Bytes that the inbox keeps, as Base64; the oldest goes for the newest.
    INBOX_BYTES inbox_bytes "inbox-bytes" = 33_554_432, bytes, 1024 => 1_073_741_824;
}

/// Longest text frame from the page; the protocol's figure, not the operator's.
pub const CONTROL_FRAME: usize = MAX_CONTROL_FRAME;

/// Longest binary frame from the page, and longest message, as fragments make one message of many frames.
pub const DATA_FRAME: usize = MAX_DATA_FRAME;

/// Time after which the next address of a name is dialled beside the one before it (RFC 8305 §5).
pub const DIAL_DELAY: Duration = Duration::from_millis(250);

/// Where one way has carried so many bytes, twice as many are taken in one read: what moves much moves faster. A
/// side that takes nothing is found out before, as the system holds less for it (Linux: 4 MiB).
pub const BULK: u64 = 8 << 20;

impl Limits {
    /// The most to take in one read from a side that has sent so many bytes.
    #[must_use]
    pub const fn read_of(&self, sent: u64) -> usize {
        if sent < BULK {
            self.read_buffer()
        } else {
            2 * self.read_buffer()
        }
    }

    /// Sets one limit.
    ///
    /// # Errors
    /// Where the name is unknown or the figure is outside its bounds.
    pub fn set(&mut self, name: &str, value: u64) -> Result<(), LimitFault> {
        let entry = Self::TABLE
            .iter()
            .find(|entry| entry.name == name)
            .ok_or(LimitFault::Unknown)?;
        if value < entry.least || value > entry.most {
            return Err(LimitFault::OutOfBounds {
                least: entry.least,
                most: entry.most,
                unit: entry.unit,
            });
        }
        if let Some(place) = self.place(name) {
            *place = value;
        }
        Ok(())
    }

    /// Every row of the table with the figure in force.
    pub fn in_force(&self) -> impl Iterator<Item = (&'static Entry, u64)> {
        Self::TABLE.iter().zip(self.figures())
    }

    /// The limits in force, as `/limits` says them.
    #[must_use]
    pub fn published(&self) -> Vec<Limit> {
        let fixed = [
            ("control-frame", "bytes", CONTROL_FRAME as u64),
            ("data-frame", "bytes", DATA_FRAME as u64),
            ("bulk", "bytes", BULK),
            (
                "dial-delay",
                "milliseconds",
                u64::try_from(DIAL_DELAY.as_millis()).unwrap_or(u64::MAX),
            ),
        ];
        let tabled = self
            .in_force()
            .map(|(entry, value)| (entry.name, entry.unit, value));
        tabled
            .chain(fixed)
            .map(|(name, unit, value)| Limit {
                name: name.to_owned(),
                value,
                unit: unit.to_owned(),
                reason: catalogue::text(&format!("program-limit-{name}")),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    #[test]
    fn every_default_lies_in_its_bounds_and_has_a_reason() {
        for profile in Profile::ALL {
            let mut limits = Limits::of(profile);
            for limit in limits.clone().published() {
                assert!(
                    limit.reason.ends_with('.'),
                    "{}: {}",
                    limit.name,
                    limit.reason
                );
                if Limits::TABLE.iter().any(|entry| entry.name == limit.name) {
                    assert_eq!(
                        limits.set(&limit.name, limit.value),
                        Ok(()),
                        "{}",
                        limit.name
                    );
                }
            }
        }
    }

    #[test]
    fn bounds_hold_at_their_edges() {
        for entry in Limits::TABLE {
            let mut limits = Limits::of(Profile::Local);
            let fault = LimitFault::OutOfBounds {
                least: entry.least,
                most: entry.most,
                unit: entry.unit,
            };
            assert_eq!(limits.set(entry.name, entry.least), Ok(()));
            assert_eq!(limits.set(entry.name, entry.most), Ok(()));
            assert_eq!(limits.set(entry.name, entry.least - 1), Err(fault.clone()));
            assert_eq!(limits.set(entry.name, entry.most + 1), Err(fault));
        }
        assert_eq!(
            Limits::of(Profile::Local).set("no-such", 1),
            Err(LimitFault::Unknown)
        );
    }

    #[test]
    fn what_is_set_is_published() {
        let mut limits = Limits::of(Profile::Local);
        limits.set("greeting-time", 3).unwrap();
        assert_eq!(limits.greeting_time(), Duration::from_secs(3));
        assert!(
            limits
                .published()
                .iter()
                .any(|limit| limit.name == "greeting-time" && limit.value == 3)
        );
    }
}
