//! The configuration and the directories of a Postfix of our own.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;

use super::{DAEMONS, MISSING};
use crate::account;

/// Who owns the delivered files; any account above 100 that has no rights elsewhere.
const MAILBOX_OWNER: &str = "nobody";

/// Writes the configuration and the directories with the owners that Postfix asks for.
pub(super) fn lay_out(home: &Path, port: u16, mailboxes: &[&str]) {
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
