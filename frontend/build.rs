//! Has the linker keep in the page's program what moving its parts about needs: the build cuts it (`src/main.rs`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    }
}
