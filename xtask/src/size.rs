//! The sizes of the built page, and the budget that its wasm keeps to.

use anyhow::{Context, Result, bail, ensure};

use crate::{
    bytes::grouped,
    cut::ANNEX,
    dist::{self, Size},
    workspace::Workspace,
};

/// What the page's wasm may weigh in brotli, in bytes: what every visit loads before anything is on show. At 1.6 Mbit/s,
/// the slow mobile connection that browsers' tools simulate, this much takes little more than a second.
const WASM_LIMIT: usize = 220_000;

/// How the name of the page's own wasm begins.
const PAGE_NAME: &str = "page";

/// What the wasm of the worker that ends TLS may weigh in brotli at most, in bytes. It is loaded when a session starts
/// TLS: at 1.6 Mbit/s in little more than a second, once. rustls, ring and the roots are nearly all of it.
const WORKER_LIMIT: usize = 260_000;

/// What an annex's wasm may weigh in brotli, in bytes. Each is loaded while the page is in use, and mostly before somebody
/// asks for what is in it; where somebody waits, at 1.6 Mbit/s it is less than two tenths of a second.
const ANNEX_LIMIT: usize = 30_000;

/// How the name of the worker's wasm begins.
const WORKER_NAME: &str = "tls-worker";

/// Prints the sizes and fails when the wasm is above its budget.
pub(crate) fn size(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let sizes =
        dist::sizes(&dist).context("there is no built page; `cargo xtask build` makes one")?;
    print!("{}", table(&sizes));
    println!("{}", verdict(&sizes)?);
    println!("{}", annexes_verdict(&sizes)?);
    println!("{}", worker_verdict(&sizes)?);
    Ok(())
}

fn table(sizes: &[Size]) -> String {
    let total = Size {
        name: "in all".to_owned(),
        raw: sizes.iter().map(|size| size.raw).sum(),
        brotli: sizes.iter().map(|size| size.brotli).sum(),
    };
    let mut table = format!("{:>11} {:>11}  file of dist/\n", "bytes", "brotli");
    for size in sizes.iter().chain([&total]) {
        table.push_str(&format!(
            "{:>11} {:>11}  {}\n",
            grouped(size.raw),
            grouped(size.brotli),
            size.name
        ));
    }
    table
}

fn wasm<'a>(sizes: &'a [Size], name: &str) -> Result<&'a Size> {
    sizes
        .iter()
        .find(|size| size.name.starts_with(name) && size.name.ends_with(".wasm"))
        .with_context(|| format!("dist/ has no wasm of the {name}; `cargo xtask build` builds it"))
}

fn worker_verdict(sizes: &[Size]) -> Result<String> {
    let wasm = wasm(sizes, WORKER_NAME)?;
    let (weight, limit) = (grouped(wasm.brotli), grouped(WORKER_LIMIT));
    if wasm.brotli > WORKER_LIMIT {
        bail!("the TLS worker's wasm weighs {weight} bytes in brotli, and its limit is {limit}");
    }
    Ok(format!(
        "The TLS worker's wasm weighs {weight} bytes in brotli; its limit is {limit}."
    ))
}

fn verdict(sizes: &[Size]) -> Result<String> {
    let wasm = wasm(sizes, PAGE_NAME)?;
    let (weight, limit) = (grouped(wasm.brotli), grouped(WASM_LIMIT));
    if wasm.brotli > WASM_LIMIT {
        bail!("the page's wasm weighs {weight} bytes in brotli, and its limit is {limit}");
    }
    Ok(format!(
        "The page's wasm weighs {weight} bytes in brotli; its limit is {limit}."
    ))
}

fn annexes_verdict(sizes: &[Size]) -> Result<String> {
    let limit = grouped(ANNEX_LIMIT);
    let annexes: Vec<_> = sizes
        .iter()
        .filter(|size| size.name.starts_with(ANNEX) && size.name.ends_with(".wasm"))
        .collect();
    ensure!(
        !annexes.is_empty(),
        "dist/ has no annex of the page; `cargo xtask build` builds them"
    );
    for annex in &annexes {
        ensure!(
            annex.brotli <= ANNEX_LIMIT,
            "{} weighs {} bytes in brotli, and the limit of an annex is {limit}",
            annex.name,
            grouped(annex.brotli)
        );
    }
    let weight = grouped(annexes.iter().map(|annex| annex.brotli).sum());
    Ok(format!(
        "The page's {} annexes weigh {weight} bytes in brotli; the limit of each is {limit}.",
        annexes.len()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(brotli: usize) -> [Size; 2] {
        [
            Size {
                name: "page-1a2b_bg.wasm".to_owned(),
                raw: 600_000,
                brotli,
            },
            Size {
                name: "tls-worker_bg.wasm".to_owned(),
                raw: 900_000,
                brotli: 300_000,
            },
        ]
    }

    #[test]
    fn the_limit_is_the_last_size_that_passes() {
        assert!(verdict(&page(WASM_LIMIT)).is_ok());
        let error = verdict(&page(WASM_LIMIT + 1)).unwrap_err().to_string();
        assert!(error.ends_with("and its limit is 220 000"), "{error}");
    }

    #[test]
    fn the_worker_has_a_limit_of_its_own() {
        let error = worker_verdict(&page(1)).unwrap_err().to_string();
        assert!(error.ends_with("and its limit is 260 000"), "{error}");
        let mut sizes = page(1);
        sizes[1].brotli = WORKER_LIMIT;
        assert!(worker_verdict(&sizes).is_ok());
        assert!(worker_verdict(&sizes[..1]).is_err(), "no worker");
    }

    #[test]
    fn each_annex_keeps_to_its_limit_and_there_is_one() {
        let annex = |brotli| Size {
            name: "annex-tls-1a2b.wasm".to_owned(),
            raw: 50_000,
            brotli,
        };
        let said = annexes_verdict(&[annex(ANNEX_LIMIT), annex(1_000)]).unwrap();
        assert!(said.contains("2 annexes weigh 31 000 bytes"), "{said}");
        let error = annexes_verdict(&[annex(1), annex(ANNEX_LIMIT + 1)]).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("annex-tls-1a2b.wasm weighs 30 001"),
            "{error}"
        );
        assert!(
            annexes_verdict(&page(1)).is_err(),
            "a page that was not cut"
        );
    }

    #[test]
    fn a_page_without_wasm_is_no_page() {
        assert!(verdict(&page(1)[1..]).is_err());
        assert!(verdict(&[]).is_err());
    }

    #[test]
    fn the_table_adds_up() {
        let table = table(&page(200_000));
        assert!(
            table.contains("    600 000     200 000  page-1a2b_bg.wasm\n"),
            "{table}"
        );
        assert!(
            table.ends_with("  1 500 000     500 000  in all\n"),
            "{table}"
        );
    }
}
