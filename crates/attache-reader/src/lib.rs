//! Text to [`Reading`](contract::Reading): a pure function of (text, publication date, data).
//!
//! ```
//! use attache_reader::{Reader, contract::Article};
//! let article = Article { text: "Trade between Latvia and Estonia reached 2 billion euros in 2021.".into(), ..Article::default() };
//! let reading = Reader::embedded().read(&article);
//! assert_eq!(reading.document.text, article.text);
//! ```

pub mod check;
pub mod choose;
pub mod contract;
pub mod data;
pub mod entity;
pub mod event;
pub mod figure;
pub mod lexicon;
pub mod line;
pub mod mention;
pub mod page;
mod reader;
pub mod resolve;
pub mod sentence;
pub mod statement;
pub mod syntax;
pub mod text;

pub use reader::Reader;
