//! Development commands, one module each. Example: `cargo xtask eval plain --errors 20`.

mod amounts;
mod bench;
mod cases;
mod ci;
mod conllu;
mod contract;
mod eval;
mod gold;
mod logit;
mod parser_eval;
mod parties;
mod periods;
mod place;
mod schema;
mod score;
mod tidy;
mod train;
mod train_events;
mod train_syntax;

use std::process::ExitCode;

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
    /// Hold the readings of the annotated sets and the cases against the contract
    Contract(contract::Options),
    /// Look after what the compiler doesn't: headers, lengths, data, coverage by cases, wording
    Tidy(tidy::Options),
    /// Measure speed and memory, beside gzip
    Bench(bench::Options),
    /// Everything that has to hold before a change is taken
    Ci(ci::Options),
    /// Train the embedded models
    #[command(subcommand)]
    Train(Train),
    /// Measure the amount scanner: SET... [--errors N], or --spans FILE.jsonl for shared/bench/eval_qty.py
    AmountsEval(amounts::Options),
    /// Score the tagger and parser on treebanks
    ParserEval(parser_eval::Options),
    /// Measure how near the parties of annotated records are mentioned
    Parties(parties::Options),
    /// Measure the period scanner
    Periods(periods::Options),
}

#[derive(Subcommand)]
enum Train {
    /// The tagger and parser, from treebanks, in a minute or two
    Syntax(train_syntax::Options),
    /// The weights of the questions about events
    Events(train_events::Options),
    /// The weights of the questions about figures
    Choice(train::Options),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Eval(options) => eval::run(&options),
        Command::Cases(options) => cases::run(&options),
        Command::Accept(options) => cases::accept(&options),
        Command::Contract(options) => contract::run(&options),
        Command::AmountsEval(options) => amounts::run(&options),
        Command::Tidy(options) => tidy::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Ci(options) => ci::run(&options),
        Command::ParserEval(options) => parser_eval::run(&options),
        Command::Train(what) => match what {
            Train::Syntax(options) => train_syntax::run(&options),
            Train::Choice(options) => train::run(&options),
            Train::Events(options) => train_events::run(&options),
        },
        Command::Parties(options) => parties::run(&options),
        Command::Periods(options) => periods::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
