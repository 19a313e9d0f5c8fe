//! Development commands: `cargo xtask eval ../shared/gold/plain`.

fn main() {}
