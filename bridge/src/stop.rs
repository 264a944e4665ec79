//! The word that the bridge stops.

use tokio::sync::watch;

/// Gives the word.
pub struct Stopper(watch::Sender<bool>);

/// Waits for the word. Clones wait for the same.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

/// A stopper and who waits for it.
#[must_use]
pub fn stop() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    /// Gives the word.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits for the word. A stopper that is gone counts as one that has spoken.
    pub async fn stopped(&mut self) {
        let _ = self.0.wait_for(|stopped| *stopped).await;
    }

    /// Whether the word was given.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        *self.0.borrow()
    }
}
