//! The page's program.
//!
//! Here the build cuts the wasm: what only these functions reach goes into annexes, which are loaded when they are called.
//! They are in the program and not in the library, as the linker keeps each of them in every program that has it.

use ehlo_frontend::annex::{self, Annex};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    annex::load_with(|annex| Box::pin(load(annex)));
    ehlo_frontend::start();
}

async fn load(annex: Annex) -> bool {
    match annex {
        Annex::Bridge => bridge().await,
        Annex::Log => log().await,
        Annex::Message => message().await,
        Annex::SignIn => sign_in().await,
        Annex::Tls => tls().await,
    }
    .is_ok()
}

#[wasm_split(bridge, fallible)]
fn bridge() -> Result<(), SplitLoaderError> {
    annex::bring_bridge();
    Ok(())
}

#[wasm_split(log, fallible)]
fn log() -> Result<(), SplitLoaderError> {
    annex::bring_log();
    Ok(())
}

#[wasm_split(message, fallible)]
fn message() -> Result<(), SplitLoaderError> {
    annex::bring_message();
    Ok(())
}

#[wasm_split(sign_in, fallible)]
fn sign_in() -> Result<(), SplitLoaderError> {
    annex::bring_sign_in();
    Ok(())
}

#[wasm_split(tls, fallible)]
fn tls() -> Result<(), SplitLoaderError> {
    annex::bring_tls();
    Ok(())
}
