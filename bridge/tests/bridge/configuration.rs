//! The configuration as an operator writes it: flags, environment, a file, and what comes of them.

use std::process::{Command, Output};

use tempfile::TempDir;

/// `ehlo serve` with these arguments and this environment, in a folder with this `ehlo.toml`.
fn serve(file: &str, environment: &[(&str, &str)], arguments: &[&str]) -> (TempDir, Output) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("ehlo.toml"), file).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ehlo"))
        .current_dir(folder.path())
        .arg("serve")
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    (folder, output)
}

fn printed(file: &str, environment: &[(&str, &str)], arguments: &[&str]) -> String {
    let arguments = [&["--print-config"], arguments].concat();
    let (_folder, output) = serve(file, environment, &arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

const FILE: &str = "profile = \"granted\"\nlisten = \"127.0.0.1:1\"\nsandbox-port = 2\n\
    allow-target = [\"a.example:25\"]\n[limits]\nidle-time = 5\nopen-time = 6\nsessions = 7\n\
    [[grant]]\nname = \"docs\"\nsecret = \"0123456789abcdef\"\n";

#[test]
fn a_flag_goes_before_the_environment_before_the_file_before_the_default() {
    let environment = [
        ("EHLO_CONFIG", "ehlo.toml"),
        ("EHLO_LISTEN", "127.0.0.1:3"),
        ("EHLO_SANDBOX_PORT", "4"),
        ("EHLO_LIMIT", "idle-time=8,open-time=9"),
    ];
    let text = printed(FILE, &environment, &["--listen", "127.0.0.1:5"]);
    for line in [
        "listen = \"127.0.0.1:5\"  # flag",
        "sandbox-port = 4  # EHLO_SANDBOX_PORT",
        "profile = \"granted\"  # ehlo.toml:1",
        "allow-target = [\"a.example:25\"]  # ehlo.toml:4",
        "allow-private = false  # default",
        "log-format = \"text\"  # default",
        "idle-time = 8  # EHLO_LIMIT",
        "open-time = 9  # EHLO_LIMIT",
        "sessions = 7  # ehlo.toml:8",
        // The default of the profile that the file chose.
        "message = 1048576  # default",
        "# 1 grant from ehlo.toml",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(
        !text.contains("0123456789abcdef") && !text.contains('«'),
        "{text}"
    );
}

#[test]
fn one_address_is_a_network_of_its_own() {
    let file = "trusted-proxy = [\"127.0.0.1\", \"::1\"]";
    let environment = [("EHLO_DENY_NETWORK", "203.0.113.7,198.51.100.0/24")];
    let text = printed(file, &environment, &["--config", "ehlo.toml"]);
    for line in [
        "trusted-proxy = [\"127.0.0.1/32\", \"::1/128\"]  # ehlo.toml:1",
        "deny-network = [\"203.0.113.7/32\", \"198.51.100.0/24\"]  # EHLO_DENY_NETWORK",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn what_is_printed_can_be_read_again_and_comes_to_the_same() {
    let first = printed(FILE, &[], &["--config", "ehlo.toml"]);
    let second = printed(&first, &[], &["--config", "ehlo.toml"]);
    let values = |text: &str| {
        let lines = text.lines().filter_map(|line| line.split_once("  # "));
        lines
            .map(|(value, _)| value.to_owned())
            .filter(|value| !value.starts_with('#'))
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&second));
    assert!(values(&first).len() > 40);
}

#[test]
fn what_is_wrong_is_said_with_file_and_line() {
    for (file, environment, words) in [
        ("\nlisen = \"x\"", &[][..], "ehlo.toml:2: “lisen”"),
        ("\n\nlisten = \"x\"", &[], "ehlo.toml:3: listen = \"x\""),
        (
            "listen = [\"127.0.0.1:1\", \"127.0.0.1:2\"]",
            &[],
            "ehlo.toml:1: listen",
        ),
        ("listen = 8025", &[], "such as 127.0.0.1:8025"),
        ("sandbox-port = 70000", &[], "a number up to 65535"),
        ("allow-private = \"yes\"", &[], "true or false"),
        (
            "allow-origin = [\"https://a.example/\"]",
            &[],
            "with nothing behind it",
        ),
        ("log-format = \"xml\"", &[], "text or json"),
        ("deny-network = \"home\"", &[], "such as 127.0.0.1 or"),
        ("profile = \"open\"", &[], "ehlo.toml:1: profile"),
        ("profile = \"open\"", &[], "local, sandbox"),
        (
            "[[grant]]\nname = \"docs\"\nsecret = \"0123456789abcdef\"",
            &[],
            "in the profile granted only",
        ),
        ("profile = \"granted\"", &[], "--allow-target"),
        ("allow-target = [\"127.1:25\"]", &[], "HOST:PORT"),
        (
            "[limits]\ngreeting-time = 0",
            &[],
            "ehlo.toml:2: greeting-time = 0",
        ),
        ("tls-key = \"x\"", &[], "--tls-certificate"),
        ("proxy-protocol = true", &[], "--trusted-proxy"),
        (
            "trusted-proxy = [\"10.0.0.0/33\"]",
            &[],
            "ehlo.toml:1: trusted-proxy",
        ),
        (
            "profile = \"probe\"\nallow-private = true",
            &[],
            "--allow-target",
        ),
        ("", &[("EHLO_PROFILE", "open")], "local, sandbox"),
        ("", &[("EHLO_LIMIT", "greeting-time")], "NAME=VALUE"),
    ] {
        let (_folder, output) = serve(file, environment, &["--config", "ehlo.toml"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{file}"
        );
        assert!(
            said.contains(words) && !said.contains('«'),
            "{file}: {said}"
        );
    }
    let (_folder, output) = serve("", &[], &["--config", "nowhere.toml"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("nowhere.toml"), "{said}");
}
