//! The program as a library: what turns files into articles and readings into pages, for its tests, its fuzz targets and `main.rs`.
//!
//! ```
//! use attache_program::ingest::{Defaults, Job, Kind, interpret};
//! let job = Job::whole("note.txt", Kind::Text, b"Trade grew.".to_vec());
//! let documents = interpret(job, &Defaults::default());
//! assert_eq!(documents[0].as_ref().map(|d| d.article.id.as_str()), Ok("note.txt"));
//! ```

pub mod cli;
pub mod commands;
pub mod ingest;
pub mod limits;
pub mod pipeline;
pub mod render;
