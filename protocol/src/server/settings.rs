//! Who a simulated server is and what it takes.

use crate::diagnostic::Profile;
use crate::session::Mode;

/// Who a simulated server is and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name, in the greeting and in trace headers.
    pub host: String,
    /// What it says behind the name in the greeting.
    pub greeting: String,
    /// Under which profile it refuses.
    pub profile: Profile,
    /// Which protocol it speaks.
    pub mode: Mode,
    /// What it announces, one capability a line. A lone `SIZE` gets its figure from `max_message`; `STARTTLS` is left out
    /// under TLS, and `AUTH` in clear, unless `auth_in_clear`.
    pub capabilities: Vec<String>,
    /// Largest message, in octets (RFC 1870).
    pub max_message: u64,
    /// Most recipients in a transaction; at least 100 by RFC 5321 §4.5.3.1.8.
    pub max_recipients: usize,
    /// Who may sign in.
    pub users: Vec<User>,
    /// Whether MAIL needs AUTH first (RFC 6409 §4.3).
    pub requires_auth: bool,
    /// Whether everything but EHLO, NOOP, STARTTLS and QUIT needs TLS first (RFC 3207 §4).
    pub requires_tls: bool,
    /// Whether AUTH is offered without TLS.
    pub auth_in_clear: bool,
    /// Whether EHLO is unknown, as before 1993.
    pub helo_only: bool,
    /// The client's address, for the trace header.
    pub peer: String,
}

/// Who may sign in to a server that is there to try things on: name and password, known to everybody.
pub const EXAMPLE_USERS: [(&str, &str); 2] = [("ann", "secret"), ("bob", "swordfish")];

/// Someone who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The user's name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl User {
    /// The users of [`EXAMPLE_USERS`].
    #[must_use]
    pub fn examples() -> Vec<Self> {
        let user = |(name, password): (&str, &str)| Self {
            name: name.to_owned(),
            password: password.to_owned(),
        };
        EXAMPLE_USERS.map(user).into()
    }
}

impl std::fmt::Debug for User {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("User")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "mx.example.com".to_owned(),
            greeting: "ESMTP ehlo".to_owned(),
            profile: Profile::Strict,
            mode: Mode::Smtp,
            capabilities: ["PIPELINING", "SIZE", "8BITMIME", "ENHANCEDSTATUSCODES"]
                .map(str::to_owned)
                .to_vec(),
            max_message: 10 * 1024 * 1024,
            max_recipients: 100,
            users: Vec::new(),
            requires_auth: false,
            requires_tls: false,
            auth_in_clear: false,
            helo_only: false,
            peer: "127.0.0.1".to_owned(),
        }
    }
}

impl Settings {
    /// Whether a capability is announced, with or without parameters.
    #[must_use]
    pub fn announces(&self, keyword: &str) -> bool {
        self.capabilities
            .iter()
            .any(|line| keyword_of(line).eq_ignore_ascii_case(keyword))
    }

    /// What is announced in this state of the session.
    #[must_use]
    pub fn announced(&self, tls: bool) -> Vec<String> {
        self.capabilities
            .iter()
            .filter(|line| {
                let keyword = keyword_of(line);
                let starttls_again = tls && keyword.eq_ignore_ascii_case("STARTTLS");
                let auth_too_early =
                    !tls && !self.auth_in_clear && keyword.eq_ignore_ascii_case("AUTH");
                !starttls_again && !auth_too_early
            })
            .map(|line| match line.as_str() {
                "SIZE" => format!("SIZE {}", self.max_message),
                _ => line.clone(),
            })
            .collect()
    }
}

fn keyword_of(line: &str) -> &str {
    line.split([' ', '=']).next().unwrap_or_default()
}
