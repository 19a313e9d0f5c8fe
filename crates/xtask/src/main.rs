//! Development commands: `cargo xtask train syntax`, `cargo xtask parser-eval FILE...`.

mod conllu;
mod parser_eval;
mod train_syntax;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask train syntax [--treebanks DIR] [--out FILE]
cargo xtask parser-eval [--model FILE] FILE.conllu...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["train", "syntax", rest @ ..] => train_syntax::command(rest),
        ["parser-eval", rest @ ..] => parser_eval::command(rest),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
