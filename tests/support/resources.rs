//! What the page has loaded, and when.

use serde_json::json;

use crate::page::Page;

/// The wasm that was loaded: its file's name, when it was asked for and when it had come, in milliseconds.
const WASM: &str = "return performance.getEntriesByType('resource') \
    .map((entry) => ({ ...entry.toJSON(), name: new URL(entry.name).pathname.split('/').pop() })) \
    .filter((entry) => entry.name.endsWith('.wasm') && entry.responseStatus === 200 && entry.responseEnd > 0)";

/// A file that was loaded.
#[derive(Debug)]
pub struct Resource {
    /// Its name.
    pub name: String,
    /// When it was asked for.
    pub asked_ms: f64,
    /// When it had come.
    pub came_ms: f64,
}

impl Page<'_> {
    /// The wasm that was loaded, in the order in which it was asked for.
    pub fn loaded_wasm(&self) -> Vec<Resource> {
        let entries = self.run(WASM, &[]);
        let entries = entries.as_array().expect("a list of resources");
        let time = |entry: &serde_json::Value, name: &str| entry[name].as_f64().unwrap_or_default();
        let mut loaded: Vec<Resource> = entries
            .iter()
            .map(|entry| Resource {
                name: entry["name"].as_str().unwrap_or_default().to_owned(),
                asked_ms: time(entry, "startTime"),
                came_ms: time(entry, "responseEnd"),
            })
            .collect();
        loaded.sort_by(|one, other| one.asked_ms.total_cmp(&other.asked_ms));
        loaded
    }

    /// Waits until the annexes that every visit loads ahead are there.
    pub fn waits_for_annexes(&self) {
        self.wait_for("the annexes that are loaded ahead", |page| {
            let loaded = page.loaded_wasm();
            ["annex-message-", "annex-sign-in-", "annex-log-"]
                .iter()
                .all(|begin| loaded.iter().any(|file| file.name.starts_with(begin)))
        });
        // The last of them has come, and what follows it takes the browser a moment.
        let ready = "return new Promise((done) => setTimeout(() => done(true), arguments[0]))";
        self.run(ready, &[json!(200)]);
    }
}
