//! Cuts the page's wasm into what every visit loads and the annexes, which are loaded when they are first needed.
//!
//! Trunk calls this (the hook in Trunk.toml) when the page stands in its staging folder, whole. The wasm has to be cut as
//! the linker left it, with its relocations, and only then does wasm-bindgen join it to the browser:
//!
//! ```text
//!   target/…/page.wasm --cut--> main part --wasm-bindgen--> page-HASH.js, page-HASH_bg.wasm   in place of Trunk's
//!                         |---> annexes, their loader ----> annex-NAME-HASH.wasm, annexes-HASH.js
//! ```
//!
//! The hash is Trunk's, of what the linker wrote: parts of two builds never meet.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, ensure};

use crate::{child::Child, rust::PAGE_TARGET, workspace::Workspace};

/// The program of the page, and how the names of its built files begin.
const PAGE: &str = "page";

/// The profile that `index.html` has it built with.
const PROFILE: &str = "page";

/// How the names of annexes begin.
pub(crate) const ANNEX: &str = "annex-";

/// How the one custom section begins that a browser or a build that goes on needs.
const NEEDED_SECTION: &str = "target_features";

/// `cargo xtask cut`, the hook of `trunk build`.
pub(crate) fn cut(workspace: &Workspace) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this is a step of `trunk build`, which says where the page stands")?;
    let linked = workspace
        .target()
        .join(PAGE_TARGET)
        .join(PROFILE)
        .join(PAGE)
        .with_extension("wasm");
    let linked = fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let hash = hash_in(&staging)?;
    let folder = workspace.target().join("page-cut");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let main = folder.join("main.wasm");
    let loader = format!("annexes-{hash}.js");
    let parts = divide(&linked, &folder, &main, &hash, &loader)?;

    let bound = folder.join("bound");
    let name = format!("{PAGE}-{hash}");
    Child::of_line(
        workspace,
        "wasm-bindgen --target=web --no-typescript --keep-lld-exports --remove-name-section --remove-producers-section",
    )
    .argument("--out-dir")
    .argument(&bound)
    .argument("--out-name")
    .argument(&name)
    .argument(&main)
    .run()?;
    for ending in [".js", "_bg.wasm"] {
        let file = format!("{name}{ending}");
        fs::copy(bound.join(&file), staging.join(&file))?;
    }

    let mut script = adapted(&fs::read_to_string(folder.join(&loader))?)?;
    for part in parts {
        let named = part_name(&part, &hash)?;
        let old = part
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        script = script.replace(&format!("\"./{old}\""), &format!("\"./{named}\""));
        fs::write(staging.join(named), stripped(&fs::read(&part)?)?)?;
    }
    fs::write(staging.join(&loader), script)?;
    announce(&staging.join("index.html"), &name, &loader)
}

/// Cuts the wasm; gives the files of the parts beside the main one.
fn divide(
    linked: &[u8],
    folder: &Path,
    main: &Path,
    hash: &str,
    loader: &str,
) -> Result<Vec<PathBuf>> {
    let (link, page) = (format!("./{loader}"), format!("./{PAGE}-{hash}.js"));
    let mut options = wasm_split_cli_support::Options::new(linked);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &link;
    options.main_module = &page;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the page's wasm cannot be cut: {error:#}"))?
        .split_modules;
    ensure!(
        !parts.is_empty(),
        "nothing was cut from the page's wasm: does `frontend/src/main.rs` still name its annexes?"
    );
    Ok(parts)
}

/// The hash in the name of the page's wasm.
fn hash_in(staging: &Path) -> Result<String> {
    for entry in fs::read_dir(staging)? {
        let name = entry?.file_name();
        if let Some(hash) = name.to_str().and_then(page_hash) {
            return Ok(hash.to_owned());
        }
    }
    Err(anyhow!("Trunk has put no wasm of the page there"))
}

fn page_hash(name: &str) -> Option<&str> {
    name.strip_prefix(PAGE)?
        .strip_prefix('-')?
        .strip_suffix("_bg.wasm")
}

/// What a part is called in the page's folder: `split_sign_in.wasm` is an annex by its name, `chunk_3.wasm` what several
/// annexes share.
fn part_name(part: &Path, hash: &str) -> Result<String> {
    let stem = part.file_stem().and_then(|stem| stem.to_str());
    let stem = stem.context("a part of the page's wasm has no name")?;
    let name = match stem.strip_prefix("split_") {
        Some(annex) => annex.replace('_', "-"),
        None => stem.replace("chunk_", "shared-").replace('_', "-"),
    };
    Ok(format!("{ANNEX}{name}-{hash}.wasm"))
}

/// The page's script needs the annexes' loader at once: the browser is told of both together.
fn announce(index: &Path, page: &str, loader: &str) -> Result<()> {
    let html = fs::read_to_string(index)?;
    let html = announced(&html, page, loader)
        .with_context(|| format!("{} does not preload {page}.js", index.display()))?;
    fs::write(index, html)?;
    Ok(())
}

fn announced(html: &str, page: &str, loader: &str) -> Option<String> {
    let at = html.find(&format!("rel=\"modulepreload\" href=\"./{page}.js\""))?;
    let (start, end) = (html[..at].rfind('<')?, at + html[at..].find('>')? + 1);
    let link = html.get(start..end)?;
    let more = link.replace(&format!("{page}.js"), loader);
    Some([&html[..end], &more, &html[end..]].concat())
}

/// The loader as this page wants it. It takes wasm from a host that does not call it `application/wasm`: browsers compile
/// only what is called so while it comes, and a few kilobytes can come first. And it warns of what does not come: whether
/// that is an error, the page says.
fn adapted(script: &str) -> Result<String> {
    const CHANGES: [(&str, &str); 2] = [
        (
            "WebAssembly.instantiateStreaming(src, imports)",
            "instantiate(src, imports)",
        ),
        ("console.error(e);", "console.warn(e);"),
    ];
    const INSTANTIATE: &str = "async function instantiate(asked, imports) {
    const answer = await asked;
    if (!answer.ok) {
        throw new Error(`${answer.url}: ${answer.status}`);
    }
    return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}
";
    let mut script = script.to_owned();
    for (old, new) in CHANGES {
        ensure!(
            script.contains(old),
            "the annexes' loader is another than was expected: it has no `{old}`"
        );
        script = script.replace(old, new);
    }
    script.push_str(INSTANTIATE);
    Ok(script)
}

/// The wasm without sections that only tools read: names, relocations, what made it.
fn stripped(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let broken = || anyhow!("a part of the page is no wasm");
    let (header, mut rest) = wasm.split_at_checked(HEADER).ok_or_else(broken)?;
    let mut kept = header.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (length, content) = number(after).ok_or_else(broken)?;
        let (content, next) = content.split_at_checked(length).ok_or_else(broken)?;
        let (_, name) = number(content).unwrap_or((0, content));
        if *kind != CUSTOM || name.starts_with(NEEDED_SECTION.as_bytes()) {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Ok(kept)
}

/// A number in LEB128, as all lengths of wasm are, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_for_what_they_are_and_by_their_build() {
        let name = |file| part_name(Path::new(file), "0123456789abcdef").unwrap();
        assert_eq!(
            name("a/split_sign_in.wasm"),
            "annex-sign-in-0123456789abcdef.wasm"
        );
        assert_eq!(name("chunk_3.wasm"), "annex-shared-3-0123456789abcdef.wasm");
    }

    #[test]
    fn the_hash_is_that_of_the_page_and_no_other() {
        assert_eq!(page_hash("page-0123_bg.wasm"), Some("0123"));
        assert_eq!(page_hash("tls-worker_bg.wasm"), None);
        assert_eq!(page_hash("page-0123.js"), None);
    }

    #[test]
    fn the_loader_is_announced_behind_the_page() {
        let html = r#"<link rel="preload" href="./x"><link rel="modulepreload" href="./page-1.js" crossorigin="anonymous"><p>"#;
        assert_eq!(
            announced(html, "page-1", "annexes-1.js").unwrap(),
            r#"<link rel="preload" href="./x"><link rel="modulepreload" href="./page-1.js" crossorigin="anonymous"><link rel="modulepreload" href="./annexes-1.js" crossorigin="anonymous"><p>"#
        );
        assert_eq!(announced(html, "page-2", "annexes-2.js"), None);
    }

    #[test]
    fn the_loader_asks_no_host_what_wasm_is_called() {
        let loader = "(WebAssembly.instantiateStreaming(src, imports)); console.error(e);\n";
        let changed = adapted(loader).unwrap();
        assert!(!changed.contains("Streaming"), "{changed}");
        assert!(
            changed.starts_with("(instantiate(src, imports)); console.warn(e);"),
            "{changed}"
        );
        assert!(adapted("console.error(e);").is_err());
    }

    #[test]
    fn only_what_tools_read_is_stripped() {
        let header = b"\0asm\x01\0\0\0";
        let code = b"\x0a\x02\x01\x00";
        let names = b"\x00\x06\x04name\x07";
        let features = b"\x00\x11\x0ftarget_features\x00";
        let whole = [&header[..], names, code, features, names].concat();
        let left = [&header[..], code, features].concat();
        assert_eq!(stripped(&whole).unwrap(), left);
        assert!(stripped(&whole[..whole.len() - 1]).is_err(), "cut short");
        assert!(stripped(b"\0asm").is_err());
        assert_eq!(number(&[0xe5, 0x8e, 0x26, 7]), Some((624_485, &[7][..])));
        assert_eq!(number(&[0x80]), None);
    }
}
