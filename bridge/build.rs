//! Embeds the page afresh when a build of it appears, changes or goes.

fn main() {
    println!("cargo:rerun-if-changed=../dist");
}
