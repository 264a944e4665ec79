//! The page's program.

fn main() {
    ehlo_frontend::start();
}
