//! Installing a server without starting it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result};

/// Debian asks this program before it starts a service (invoke-rc.d(8)).
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Its answer: no.
const ANSWER: &str = "#!/bin/sh\nexit 101\n";

/// While it lives, packages start none of the services that they bring. Who has a policy already keeps it.
pub(super) struct NoServices {
    ours: bool,
}

impl NoServices {
    pub(super) fn begin() -> Result<Self> {
        let ours = !Path::new(POLICY).exists();
        if ours {
            fs::write(POLICY, ANSWER).with_context(|| format!("cannot write {POLICY}"))?;
            fs::set_permissions(POLICY, Permissions::from_mode(0o755))
                .with_context(|| format!("cannot make {POLICY} a program"))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours {
            let _ = fs::remove_file(POLICY);
        }
    }
}
