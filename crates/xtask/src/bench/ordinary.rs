//! Ordinary news: sport, weather, courts and shops, made from the sentences of `bench/ordinary.txt`, the same on every run.
//!
//! Example: "Firefighters were called to a warehouse in Redhill at about 4 a.m. and put out the blaze within 40 minutes."

use std::collections::HashMap;

/// Sentences with words in braces, and the lists these are drawn from.
pub struct Ordinary {
    sentences: Vec<String>,
    words: HashMap<String, Vec<String>>,
}

impl Ordinary {
    pub fn parse(source: &str) -> Ordinary {
        let mut ordinary = Ordinary { sentences: Vec::new(), words: HashMap::new() };
        for line in source.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            match line.split_once(": ").filter(|(name, _)| name.chars().all(char::is_alphabetic)) {
                Some((name, list)) => _ = ordinary.words.insert(name.to_owned(), list.split(';').map(str::to_owned).collect()),
                None => ordinary.sentences.push(line.to_owned()),
            }
        }
        ordinary
    }

    /// Article number `seed`, of about this many words, in paragraphs of three sentences.
    pub fn article(&self, seed: u64, words: usize) -> String {
        let mut draw = Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
        let mut text = String::new();
        let mut written = 0;
        for sentence in 0.. {
            if written >= words {
                break;
            }
            let filled = self.fill(draw.of(&self.sentences), &mut draw);
            written += filled.split(' ').count();
            text += if sentence % 3 == 2 { "\n\n" } else { " " };
            text += &filled;
        }
        text.trim_start().to_owned()
    }

    fn fill(&self, sentence: &str, draw: &mut Draw) -> String {
        let mut out = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            out += before;
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            out += self.words.get(name).map_or(name, |list| draw.of(list));
            rest = tail;
        }
        out + rest
    }
}

/// A small generator of numbers (xorshift), so that a run needs no crate and no clock.
struct Draw(u64);

impl Draw {
    fn of<'l>(&mut self, list: &'l [String]) -> &'l str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        list.get((self.0 >> 11) as usize % list.len().max(1)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_article_every_time() {
        let ordinary = Ordinary::parse("The {club} won.\nclub: Lions;Saints\n");
        let article = ordinary.article(3, 12);
        assert_eq!(article, ordinary.article(3, 12));
        assert_eq!(article.split_whitespace().count(), 12);
    }
}
