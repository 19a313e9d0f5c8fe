//! scratch
use attache_reader::{Reader, contract::Article, data::Data};
use std::io::BufRead;
fn main() {
    let folder = std::path::Path::new("/work/wt/parties/crates/attache-reader/data");
    let files = std::fs::read_dir(folder).unwrap().filter_map(|e| {
        let p = e.ok()?.path();
        Some((p.file_name()?.to_string_lossy().into_owned(), std::fs::read_to_string(&p).ok()?))
    });
    let reader = Reader::new(&Data::with_files(files));
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let s = |k: &str| v[k].as_str().map(str::to_owned);
        let article = Article {
            id: s("id").unwrap(),
            site: s("site"),
            title: s("title"),
            published: s("date"),
            text: s("text").unwrap(),
            ..Article::default()
        };
        let page = reader.page(&article);
        let points = attache_reader::text::CodePoints::new(&article.text);
        let span = |s: attache_reader::text::Span| (points.at(s.start), points.at(s.end));
        let sents: Vec<_> = page.text.sentences.iter().map(|x| span(page.text.span(x.tokens()))).collect();
        let ms: Vec<_> = page
            .parties
            .iter()
            .map(|m| {
                (
                    span(m.span),
                    format!("{:?}", m.form),
                    m.parties.iter().map(|p| p.to_string()).collect::<Vec<_>>(),
                    page.text.slice(m.span),
                )
            })
            .collect();
        println!(
            "{}",
            serde_json::json!({"id": article.id, "sentences": sents, "mentions": ms, "pair": page.pair.map(|p| p.map(|x| x.to_string()))})
        );
    }
}
