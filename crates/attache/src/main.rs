//! The program. `attache read FILE` reads an article.

fn main() {}
