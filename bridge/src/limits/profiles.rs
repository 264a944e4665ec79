//! What each profile allows.

use super::Limits;
use crate::profile::Profile;

impl Limits {
    /// The defaults of a profile.
    #[must_use]
    pub const fn of(profile: Profile) -> Self {
        match profile {
            Profile::Local => Self::DEFAULT,
            // Open to the world, with nothing behind it but the sandbox: more people, each with less (SECURITY.md 2.3).
            // Ten times the connections of the sandbox, each with a tenth of the message, hold no more memory.
            Profile::Sandbox => Self {
                http_connections_per_address: 64,
                sessions: 500,
                sessions_per_address: 20,
                greeting_time: 10,
                idle_time: 60,
                sandbox_connections: 200,
                sandbox_message: 1_048_576,
                sandbox_idle_time: 60,
                sandbox_session_time: 300,
                session_time: 300,
                new_sessions_per_minute: 60,
                ..Self::DEFAULT
            },
            // Anybody, at any server: enough to see what it announces, too little for a mail or a search.
            Profile::Probe => Self {
                http_connections_per_address: 64,
                sessions: 100,
                sessions_per_address: 3,
                new_sessions_per_minute: 10,
                hosts_per_hour: 5,
                failed_dials: 5,
                greeting_time: 10,
                idle_time: 60,
                sandbox_connections: 200,
                sandbox_message: 1_048_576,
                sandbox_idle_time: 60,
                sandbox_session_time: 300,
                session_time: 180,
                bytes_from_page: 65_536,
                bytes_from_server: 65_536,
                application_data: 512,
                ..Self::DEFAULT
            },
            // Servers of the operator's choice, or people of it: a mail or a few.
            Profile::Granted => Self {
                http_connections_per_address: 64,
                sessions: 500,
                sessions_per_address: 20,
                new_sessions_per_minute: 60,
                hosts_per_hour: 20,
                failed_dials: 20,
                greeting_time: 10,
                idle_time: 60,
                sandbox_connections: 200,
                sandbox_message: 1_048_576,
                sandbox_idle_time: 60,
                sandbox_session_time: 300,
                session_time: 300,
                bytes_from_page: 2_097_152,
                bytes_from_server: 2_097_152,
                message: 1_048_576,
                ..Self::DEFAULT
            },
        }
    }
}
