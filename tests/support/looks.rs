//! How the page looks: in windows of several sizes, in light and dark, as far as a program can judge it.

use serde_json::json;

use crate::page::Page;

/// Gives the underlined runs of what is drawn behind a text box, which cannot underline anything itself.
const UNDERLINED: &str = "const runs = arguments[0].parentElement.querySelectorAll('span'); \
    return [...runs].filter((run) => getComputedStyle(run).textDecorationLine.includes('underline')) \
    .map((run) => run.textContent)";

/// Whether what an element is scrolled in is scrolled to its end, give or take a line.
const AT_END: &str = "let at = arguments[0]; \
    while (!/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement; \
    return at.scrollHeight - at.scrollTop - at.clientHeight < 24";

/// Whether anything moves or fades that will come to its end.
const MOVING: &str = "return document.getAnimations().some((one) => one.playState === 'running' \
    && one.effect.getComputedTiming().endTime !== Infinity)";

/// Finds what sticks out of the window.
const OVERFLOW: &str = include_str!("overflow.js");

/// Finds what makes the page higher than the window.
const HEIGHT: &str = include_str!("height.js");

/// Finds texts that are hard to read.
const CONTRAST: &str = include_str!("contrast.js");

/// Finds words that are broken over two lines.
const BROKEN: &str = include_str!("broken.js");

/// What WCAG 2.2 asks for text, level AA.
const LEAST_CONTRAST: f64 = 4.5;

impl Page<'_> {
    /// Gives the window a size in CSS pixels; below 600 pixels it is a phone with a touch screen.
    pub fn resize(&self, width: u32, height: u32) {
        let phone = width < 600;
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            &json!({ "enabled": phone }),
        );
    }

    /// Makes the system prefer `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", &features);
    }

    /// Waits until nothing moves or fades any more.
    pub fn settle(&self) {
        self.wait_for("the end of all movement", |page| {
            page.run(MOVING, &[]) == false
        });
    }

    /// Panics if anything sticks out of the window sideways.
    pub fn check_width(&self) {
        let faults = self.run(OVERFLOW, &[]);
        assert_eq!(faults, json!([]), "one would have to scroll sideways");
    }

    /// Panics if the window scrolls up and down, where its regions should do that by themselves.
    pub fn check_height(&self) {
        let faults = self.run(HEIGHT, &[]);
        assert_eq!(faults, json!([]), "the window scrolls");
    }

    /// Panics if a word inside of an element is broken over two lines, though one could hold it.
    pub fn check_words(&self, role: &str, name: &str) {
        let element = self.find(role, name);
        let broken = self.run(BROKEN, &[element.to_value()]);
        assert_eq!(broken, json!([]), "broken in {name}");
    }

    /// Whether the transcript is scrolled to its end, so that the newest line is in sight.
    pub fn is_at_end(&self) -> bool {
        let log = self.find("log", "Transcript");
        self.run(AT_END, &[log.to_value()]) == true
    }

    /// Panics if a text has too little contrast with what lies behind it.
    pub fn check_contrast(&self) {
        let faults = self.low_contrasts();
        assert!(
            faults.is_empty(),
            "contrast below {LEAST_CONTRAST}:\n{}",
            faults.join("\n")
        );
    }

    /// Texts with too little contrast.
    pub fn low_contrasts(&self) -> Vec<String> {
        let faults = self.run(CONTRAST, &[json!(LEAST_CONTRAST)]);
        let faults = faults.as_array().expect("the script gives a list");
        faults
            .iter()
            .map(|fault| fault.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The characters of a text box that are underlined, run by run.
    pub fn underlined(&self, name: &str) -> Vec<String> {
        let element = self.find("textbox", name);
        let runs = self.run(UNDERLINED, &[element.to_value()]);
        let runs = runs.as_array().map(Vec::as_slice).unwrap_or_default();
        runs.iter()
            .map(|run| run.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
