//! What a person does with this page to speak in private.

use crate::page::Page;
use crate::texts::text;

impl Page<'_> {
    /// Starts TLS with a server whose certificate the page cannot trust, and goes on all the same, as one does at a test
    /// server of one's own.
    pub fn start_tls_all_the_same(&self) {
        self.exchange("STARTTLS", "220");
        self.click("button", &text("page-go-on"));
        self.wait_for("the command line under TLS", |page| {
            page.has("textbox", "Command")
        });
    }
}
