//! The sizes of the built page, and the budget that its wasm keeps to.

use anyhow::{Context, Result, bail};

use crate::{
    bytes::grouped,
    dist::{self, Size},
    workspace::Workspace,
};

/// What the page's wasm should weigh in brotli at most, in bytes. At 1.6 Mbit/s, the slow mobile
/// connection that browsers' tools simulate, this much takes little more than a second. The page
/// with all rules, sign-in and TLS is above it; every run says by how much.
const WASM_GOAL: usize = 220_000;

/// What it may weigh until it meets the goal: a limit that is looked at in each run stops growth that
/// nobody decided on. It only ever goes down.
const WASM_LIMIT: usize = 260_000;

/// How the name of the page's own wasm begins.
const PAGE_NAME: &str = "page";

/// What the wasm of the worker that ends TLS may weigh in brotli at most, in bytes. It is loaded when a session starts
/// TLS: at 1.6 Mbit/s in little more than a second, once. rustls, ring and the roots are nearly all of it.
const WORKER_LIMIT: usize = 260_000;

/// How the name of the worker's wasm begins.
const WORKER_NAME: &str = "tls-worker";

/// Prints the sizes and fails when the wasm is above its budget.
pub(crate) fn size(workspace: &Workspace) -> Result<()> {
    let dist = workspace.dist();
    let sizes =
        dist::sizes(&dist).context("there is no built page; `cargo xtask build` makes one")?;
    print!("{}", table(&sizes));
    println!("{}", verdict(&sizes)?);
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
    let weight = grouped(wasm.brotli);
    if wasm.brotli > WASM_LIMIT {
        let limit = grouped(WASM_LIMIT);
        bail!("the page's wasm weighs {weight} bytes in brotli, and its limit is {limit}");
    }
    let goal = grouped(WASM_GOAL);
    Ok(match wasm.brotli.checked_sub(WASM_GOAL) {
        None | Some(0) => {
            format!("The page's wasm weighs {weight} bytes in brotli; its goal is {goal}.")
        }
        Some(over) => format!(
            "The page's wasm weighs {weight} bytes in brotli, {} OVER its goal of {goal}.",
            grouped(over)
        ),
    })
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
        assert!(error.ends_with("and its limit is 260 000"), "{error}");
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
    fn what_is_over_the_goal_is_said() {
        assert!(!verdict(&page(WASM_GOAL)).unwrap().contains("OVER"));
        let over = verdict(&page(WASM_GOAL + 1)).unwrap();
        assert!(over.ends_with("1 OVER its goal of 220 000."), "{over}");
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
