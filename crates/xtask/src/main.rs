//! Development commands, one module each: `cargo xtask eval plain --errors 20`.

mod cases;
mod conllu;
mod eval;
mod gold;
mod parser_eval;
mod place;
mod score;
mod train_syntax;

use anyhow::{Error, Result};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Development commands of attache")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read annotated sets and score the readings as score.py does
    Eval(eval::Options),
    /// Run the specification in cases/
    Cases(cases::Options),
    /// Rewrite expectations of cases with what is read, keeping the fields they state
    Accept(cases::Options),
    /// Train the embedded models
    #[command(subcommand)]
    Train(Train),
    /// Measure the parser: [--model FILE] FILE.conllu...
    ParserEval(Rest),
}

#[derive(Subcommand)]
enum Train {
    /// The tagger and parser: [--treebanks DIR] [--out FILE]
    Syntax(Rest),
}

/// Arguments that a command reads itself.
#[derive(clap::Args)]
struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Rest {
    fn hand_to(&self, command: impl Fn(&[&str]) -> Result<(), String>) -> Result<()> {
        command(&self.arguments.iter().map(String::as_str).collect::<Vec<_>>()).map_err(Error::msg)
    }
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Eval(options) => eval::run(&options),
        Command::Cases(options) => cases::run(&options),
        Command::Accept(options) => cases::accept(&options),
        Command::Train(Train::Syntax(rest)) => rest.hand_to(train_syntax::command),
        Command::ParserEval(rest) => rest.hand_to(parser_eval::command),
    }
}
