//! The program built after what it does: once so that it counts what it runs, under the load of a training, and again by
//! those counts, so that what is rare is out of the way of what is not.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    build, child::Child, load, profile::Profile, programs, progress::Progress, rust, setup, size,
    workspace::Workspace,
};

/// `cargo xtask build --profiled`.
pub(crate) fn build(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    setup::for_page(workspace, progress)?;
    let merge = rust::provide_profile_tool(workspace, progress)?;
    build::page(workspace, progress)?;
    let program = program(workspace, progress, &merge)?;
    size::size(workspace)?;
    println!("\nThe program is {}.", program.display());
    Ok(())
}

/// Builds the program by its counts, which `merge` puts together, and says where it is.
pub(crate) fn program(
    workspace: &Workspace,
    progress: &mut Progress,
    merge: &Path,
) -> Result<PathBuf> {
    let host = rust::host(workspace)?;
    let load = load::program(workspace, progress, Profile::Release)?;
    let folder = workspace.target().join("profiled");
    let counts = folder.join("counts");
    let merged = folder.join("counts.profdata");
    let note = "This takes about 5 minutes, as everything is built twice.";
    progress.long_step("Build the bridge by what it does", note, || {
        let last = folder.join("built");
        // Counts of another day would be of another program, and cargo does not see that the file behind its flag has
        // changed: what it built by others would stay.
        for outdated in [&counts, &last] {
            if outdated.exists() {
                fs::remove_dir_all(outdated)?;
            }
        }
        let counting = folder.join("counting");
        let flag = flag("generate", &counts)?;
        compile(workspace, &host, &counting, &flag).run()?;
        let program = programs::in_folder(&built(&counting, &host), "ehlo");
        let mut merging = Child::new(workspace, merge)
            .arguments(["merge", "--output"])
            .argument(&merged);
        for (part, weight) in PARTS {
            let file = counts.join(format!("{part}.profraw"));
            train(workspace, &load, &program, part, WHOLE)
                .environment("LLVM_PROFILE_FILE", &file)
                .run()?;
            let mut weighted = OsString::from(format!("--weighted-input={weight},"));
            weighted.push(&file);
            merging = merging.argument(weighted);
        }
        merging.run()?;
        compile(workspace, &host, &last, &self::flag("use", &merged)?).run()?;
        place(
            &programs::in_folder(&built(&last, &host), "ehlo"),
            &programs::in_folder(&folder, "ehlo"),
        )
    })
}

/// Puts a program where it is found whatever it was compiled for, also in the place of one that runs.
fn place(built: &Path, program: &Path) -> Result<PathBuf> {
    let fresh = program.with_extension("new");
    fs::copy(built, &fresh).with_context(|| built.display().to_string())?;
    fs::rename(&fresh, program).with_context(|| program.display().to_string())?;
    Ok(program.to_owned())
}

/// The halves of a training, with what a count is worth. Of octets there are a thousand times as many as of steps of a
/// session, and both matter.
const PARTS: [(&str, u32); 2] = [("sessions", 1000), ("octets", 1)];

/// The whole of a training, in hundredths.
const WHOLE: &str = "100";

/// As much of it as the tests run: every kind of load, and the end of the program.
const SOME: &str = "20";

/// Some of a training among the tests, with the program that they have built.
pub(crate) fn train_shortly(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!(
            "   NOT RUN: the training reads what processes use from /proc, which only Linux has."
        );
        return Ok(());
    }
    let program = build::program(workspace, progress, Profile::Development)?;
    let load = load::program(workspace, progress, Profile::Development)?;
    progress.step("Training of the bridge", || {
        PARTS
            .iter()
            .try_for_each(|(part, _)| train(workspace, &load, &program, part, SOME).run())
    })
}

fn train<'a>(
    workspace: &'a Workspace,
    load: &Path,
    program: &Path,
    part: &str,
    percent: &str,
) -> Child<'a> {
    Child::new(workspace, load)
        .arguments(["train", "--part", part, "--percent", percent, "--ehlo"])
        .argument(program)
}

/// The compiler's option, which takes folders and files alike.
fn flag(what: &str, path: &Path) -> Result<String> {
    let path = path
        .to_str()
        .filter(|path| !path.contains(char::is_whitespace))
        .with_context(|| {
            format!(
                "RUSTFLAGS cannot name {}, which has a space in it or is no UTF-8: clone to another folder",
                path.display()
            )
        })?;
    Ok(format!("-Cprofile-{what}={path}"))
}

/// With a target named, the flags are for the program alone and not for what runs while it is built.
fn compile<'a>(workspace: &'a Workspace, host: &str, folder: &Path, flags: &str) -> Child<'a> {
    Child::of_line(workspace, "cargo build --release -p ehlo-bridge --target")
        .argument(host)
        .argument("--target-dir")
        .argument(folder)
        .environment("RUSTFLAGS", flags)
}

/// Where cargo puts what it has built for `host`.
fn built(folder: &Path, host: &str) -> PathBuf {
    folder.join(host).join("release")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_space_is_refused_with_a_sentence() {
        let flagged = |path| flag("use", Path::new(path)).map_err(|error| error.to_string());
        assert_eq!(flagged("/a/b").unwrap(), "-Cprofile-use=/a/b");
        let refused = flagged("/my files/b").unwrap_err();
        assert!(
            refused.contains("/my files/b, which has a space"),
            "{refused}"
        );
    }

    #[test]
    fn both_builds_are_apart_and_for_this_machine() {
        let workspace = Workspace::find().unwrap();
        let child = compile(&workspace, "x86_64-host", Path::new("/t"), "-Cflag");
        let line = child.line();
        for part in [
            "RUSTFLAGS=-Cflag",
            "--target x86_64-host",
            "--target-dir /t",
        ] {
            assert!(line.contains(part), "{line}");
        }
        assert_eq!(built(Path::new("/t"), "h"), Path::new("/t/h/release"));
    }
    #[test]
    fn a_program_takes_the_place_of_the_last_one() {
        let folder = std::env::temp_dir().join(format!("ehlo-place-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (built, program) = (folder.join("built"), folder.join("ehlo"));
        for octets in ["first", "second"] {
            fs::write(&built, octets).unwrap();
            assert_eq!(place(&built, &program).unwrap(), program);
            assert_eq!(fs::read_to_string(&program).unwrap(), octets);
        }
        let missing = place(&folder.join("nothing"), &program).unwrap_err();
        assert!(missing.to_string().contains("nothing"), "{missing}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
