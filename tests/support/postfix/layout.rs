//! The configuration and the directories of a Postfix of our own.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use super::{DAEMONS, MISSING};
use crate::account;

/// Who owns the delivered files; any account above 100 that has no rights elsewhere.
const MAILBOX_OWNER: &str = "nobody";

/// What makes a submission server.
pub(super) struct Submission {
    /// Key and certificates.
    pub(super) pem: String,
    /// Where Dovecot is asked who may sign in.
    pub(super) sign_in: PathBuf,
}

/// Writes the configuration and the directories with the owners that Postfix asks for.
pub(super) fn lay_out(home: &Path, port: u16, mailboxes: &[&str], submission: Option<&Submission>) {
    let postfix = account::user("postfix").expect(MISSING);
    let postdrop = account::group("postdrop").expect(MISSING);
    let owner = account::user(MAILBOX_OWNER).expect("Debian has the account nobody");
    let make = |path: &str, mode: u32, user: Option<u32>, group: Option<u32>| {
        let path = home.join(path);
        fs::create_dir_all(&path).expect("a directory can be made");
        chown(&path, user, group).expect("root can give a directory away");
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("a mode can be set");
    };
    make("", 0o755, None, None);
    make("data", 0o700, Some(postfix), None);
    make("mail", 0o755, Some(owner), None);
    make("queue", 0o755, None, None);
    make("queue/pid", 0o755, None, None);
    for queue in [
        "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private",
        "saved", "trace",
    ] {
        make(&format!("queue/{queue}"), 0o700, Some(postfix), None);
    }
    make("queue/maildrop", 0o730, Some(postfix), Some(postdrop));
    make("queue/public", 0o710, Some(postfix), Some(postdrop));

    let domains: Vec<_> = mailboxes
        .iter()
        .filter_map(|address| Some(address.split_once('@')?.1))
        .collect();
    let map: String = mailboxes
        .iter()
        .map(|address| format!("{address} {address}/\n"))
        .collect();
    let here = home.display();
    let main = format!(
        "\
compatibility_level = 3.6
queue_directory = {here}/queue
data_directory = {here}/data
daemon_directory = {DAEMONS}
maillog_file = {here}/log
maillog_file_prefixes = {here}
myhostname = postfix.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
alias_maps =
alias_database =
local_recipient_maps =
# No field is added to what was typed: the test compares it byte for byte.
local_header_rewrite_clients =
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {here}/mail
virtual_mailbox_maps = texthash:{here}/mailboxes
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
",
        domains = domains.join(" "),
    );
    let main = match submission {
        Some(submission) => main + &submission.lines(home),
        None => main,
    };
    let master = format!(
        "\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
error unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
"
    );
    for (name, text) in [("main.cf", main), ("master.cf", master), ("mailboxes", map)] {
        fs::write(home.join(name), text).expect("the configuration can be written");
    }
}

impl Submission {
    /// Its part of the configuration. Writes the file with the key, which nobody else may read.
    fn lines(&self, home: &Path) -> String {
        let pem = home.join("key.pem");
        fs::write(&pem, &self.pem).expect("the key can be written");
        fs::set_permissions(&pem, Permissions::from_mode(0o600)).expect("a mode can be set");
        format!(
            "\
smtpd_tls_chain_files = {pem}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {sign_in}
smtpd_sasl_security_options = noanonymous
smtpd_client_restrictions = permit_sasl_authenticated, reject
",
            pem = pem.display(),
            sign_in = self.sign_in.display(),
        )
    }
}
