//! The page, embedded: the files of `dist` as they were when the program was built.

use rust_embed::RustEmbed;

/// One file of the page.
pub struct PageFile {
    /// What it is, for `Content-Type`.
    pub content_type: &'static str,
    /// Its bytes, compressed where `compressed` says so.
    pub bytes: std::borrow::Cow<'static, [u8]>,
    /// Whether the bytes are Brotli.
    pub compressed: bool,
    /// A tag that changes with the bytes.
    pub tag: String,
    /// Whether its name changes with its bytes, so that it can be kept for ever.
    pub named_by_content: bool,
}

/// Whether the program was built with the page.
#[must_use]
pub fn is_there() -> bool {
    Dist::get(INDEX).is_some()
}

/// The file at `path` (`/` is the index), in Brotli where the client takes it and the build made it.
#[must_use]
pub fn find(path: &str, brotli: bool) -> Option<PageFile> {
    let name = match path.trim_start_matches('/') {
        "" => INDEX,
        name => name,
    };
    let packed = if brotli {
        Dist::get(&format!("{name}.br"))
    } else {
        None
    };
    let compressed = packed.is_some();
    let file = packed.or_else(|| Dist::get(name))?;
    let mut tag: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(TAG_BYTES)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    tag = format!("\"{tag}\"");
    Some(PageFile {
        content_type: content_type(name),
        bytes: file.data,
        compressed,
        tag,
        named_by_content: is_named_by_content(name),
    })
}

// Embedded in debug builds as well, so that tests and `play` see what a release serves. A missing folder is no error:
// the other commands need no page.
#[derive(RustEmbed)]
#[folder = "../dist/"]
#[allow_missing = true]
struct Dist;

const INDEX: &str = "index.html";

/// 64 bits tell two builds apart.
const TAG_BYTES: usize = 8;

/// Trunk puts 16 hexadecimal digits after a hyphen into the names of what it builds.
fn is_named_by_content(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split('-').skip(1).any(|part| {
        part.get(..16)
            .is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
            && part
                .get(16..)
                .is_some_and(|rest| rest.starts_with(['.', '_']))
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "md" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for (name, kept) in [
            ("page-0123456789abcdef.js", true),
            ("page-0123456789abcdef_bg.wasm", true),
            ("snippets/page-0123456789abcdef/inline0.js", false),
            ("annex-sign-in-0123456789abcdef.wasm", true),
            ("annexes-0123456789abcdef.js", true),
            ("index.html", false),
            ("page-style.css", false),
            ("page-0123456789abcde.js", false),
            ("page-0123456789abcdeg.js", false),
            ("page-0123456789abcdef0.js", false),
        ] {
            assert_eq!(is_named_by_content(name), kept, "{name}");
        }
    }
}
