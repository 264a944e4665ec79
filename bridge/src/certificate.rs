//! TLS of the page and the tunnel: a certificate and its key from files, read again when they change.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail};
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tracing::{info, warn};

use crate::catalogue;
use crate::settings::TlsFiles;
use crate::stop::Stop;

/// The certificate in force. Clones are the same.
#[derive(Clone)]
pub(crate) struct Certificate(watch::Receiver<Arc<ServerConfig>>);

impl Certificate {
    /// Reads the files, and from now on looks whether they have changed.
    pub(crate) fn watch(files: TlsFiles, mut stop: Stop) -> anyhow::Result<Self> {
        let (sender, receiver) = watch::channel(read(&files)?);
        tokio::spawn(async move {
            let mut known = changed(&files);
            loop {
                tokio::select! {
                    () = stop.stopped() => return,
                    () = sleep(LOOK_AGAIN) => {}
                }
                let found = changed(&files);
                if found == known {
                    continue;
                }
                known = found;
                match read(&files) {
                    Ok(config) => {
                        sender.send_replace(config);
                        info!("certificate read again");
                    }
                    // Whoever writes the files may be half-way: the old one stays until both are right.
                    Err(error) => warn!(error = format!("{error:#}"), "certificate not read"),
                }
            }
        });
        Ok(Self(receiver))
    }

    /// What holds handshakes now.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.0.borrow().clone())
    }
}

fn changed(files: &TlsFiles) -> [Option<SystemTime>; 2] {
    let time = |path: &Path| {
        let metadata = std::fs::metadata(path).ok()?;
        metadata.modified().ok()
    };
    [time(&files.certificate), time(&files.key)]
}

fn read(files: &TlsFiles) -> anyhow::Result<Arc<ServerConfig>> {
    let place = |path: &Path| path.display().to_string();
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| place(&files.certificate))?;
    if chain.is_empty() {
        bail!(missing("program-tls-no-certificate", &files.certificate));
    }
    let key = match PrivateKeyDer::from_pem_file(&files.key) {
        Err(pem::Error::NoItemsFound) => bail!(missing("program-tls-no-key", &files.key)),
        key => key.with_context(|| place(&files.key))?,
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .with_context(|| place(&files.certificate))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn missing(text: &str, path: &Path) -> String {
    let file = path.display().to_string();
    catalogue::text_with(text, &[("file", file.into())])
}

/// How often the files are looked at: a renewed certificate has days, and a look costs nothing.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use rcgen::{CertifiedKey, generate_simple_self_signed};
    use tempfile::TempDir;

    use super::*;
    use crate::stop::stop;

    fn write(files: &TlsFiles, half: bool) {
        use base64::{Engine, engine::general_purpose::STANDARD};
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let pem = |label: &str, der: &[u8]| {
            let body = STANDARD.encode(der);
            format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
        };
        std::fs::write(&files.certificate, pem("CERTIFICATE", cert.der())).unwrap();
        let key = if half {
            String::new()
        } else {
            pem("PRIVATE KEY", &signing_key.serialize_der())
        };
        std::fs::write(&files.key, key).unwrap();
        // Some file systems keep whole seconds: the change must be seen all the same.
        let later = SystemTime::now() + Duration::from_secs(if half { 20 } else { 40 });
        let file = std::fs::File::options().write(true).open(&files.key);
        file.unwrap().set_modified(later).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_certificate_is_taken_when_it_is_whole() {
        let folder = TempDir::new().unwrap();
        let files = TlsFiles {
            certificate: folder.path().join("certificate.pem"),
            key: folder.path().join("key.pem"),
        };
        let (stopper, stop) = stop();
        assert!(Certificate::watch(files.clone(), stop.clone()).is_err());
        write(&files, false);
        let certificate = Certificate::watch(files.clone(), stop).unwrap();
        let first = certificate.0.borrow().clone();
        write(&files, true);
        sleep(3 * LOOK_AGAIN).await;
        assert!(Arc::ptr_eq(&first, &certificate.0.borrow()));
        write(&files, false);
        sleep(3 * LOOK_AGAIN).await;
        assert!(!Arc::ptr_eq(&first, &certificate.0.borrow()));
        stopper.stop();
    }
}
