//! Trains the tagger and the parser: `cargo xtask train syntax`.
//!
//! Averaged perceptrons on hashed features. The tagger is trained first; the
//! parser then learns from tags that taggers trained on the other four fifths
//! gave, so that it meets the mistakes it will meet, and from its own wrong
//! states, with a dynamic oracle. Everything is counted in whole numbers and
//! shuffled from a fixed seed: the same treebanks give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use attache_reader::syntax::features::{Features, Lexeme, action_features, label_features, tag_features};
use attache_reader::syntax::model::{MOST_CLASSES, Model, Table};
use attache_reader::syntax::parser::{Action, Joint, State};
use attache_reader::syntax::tagger::{self, FixedTags, NO_TAG};
use attache_reader::syntax::{Deprel, Parser, Upos, Xpos};

use crate::conllu::{self, GoldSentence};
use crate::parser_eval::score;
use crate::place;

const TRAIN: [&str; 2] = ["en_ewt-ud-train.conllu", "gum-open-nonews-train.conllu"];
const NEWS: &str = include_str!("../data/news.conllu");
const NEWS_COPIES: usize = 12;
const DEV: &str = "en_ewt-ud-dev.conllu";
const EMBEDDED: &str = "crates/attache-reader/data/syntax.model";
const TESTS: [&str; 3] = ["en_ewt-ud-test.conllu", "gum-news-all.conllu", "pud-news.conllu"];

/// How large the tables are and how long they are trained.
struct Settings {
    /// Rows of each table, as a power of two.
    tagger_bits: u32,
    action_bits: u32,
    label_bits: u32,
    tagger_epochs: usize,
    fold_epochs: usize,
    parser_epochs: usize,
    /// Parsers that differ by the order of their lessons; their weights are summed.
    members: u64,
}

const SETTINGS: Settings =
    Settings { tagger_bits: 17, action_bits: 22, label_bits: 17, tagger_epochs: 8, fold_epochs: 5, parser_epochs: 10, members: 4 };
const FOLDS: usize = 5;
/// A tag seen less often in training is not learned.
const RAREST_TAG: usize = 10;
/// A word gets a fixed tag if seen this often ...
const FIXED_SEEN: usize = 25;
/// ... with another tag in at most one of so many cases.
const FIXED_EXCEPTIONS: usize = 333;
const COMPRESSION: i32 = 19;
const LARGEST_MODEL: usize = 5_000_000;

#[derive(clap::Args)]
pub struct Options {
    /// Where the treebanks are [default: ../shared/treebanks]
    #[arg(long)]
    treebanks: Option<PathBuf>,
    /// The model's file, written anew [default: the embedded one]
    #[arg(long)]
    out: Option<PathBuf>,
}

pub fn run(options: &Options) -> Result<()> {
    let shared = || place::shared().map(|shared| shared.join("treebanks"));
    let treebanks = options.treebanks.clone().or_else(shared).context("where are the treebanks? say --treebanks")?;
    let out = options.out.clone().unwrap_or_else(|| place::root().join(EMBEDDED));
    let mut sentences = Vec::new();
    for file in TRAIN {
        sentences.extend(conllu::read(&treebanks.join(file))?);
    }
    let dev = conllu::read(&treebanks.join(DEV))?;
    let trained = train(&sentences, &news(), &dev, &SETTINGS);
    let file = trained.file(LARGEST_MODEL)?;
    report(&file, &treebanks)?;
    fs::write(&out, file).with_context(|| out.display().to_string())
}

/// The project's own sentences: what treebanks of web pages lack ("Kazakh
/// exports to China rose"). Alternatives are drawn anew for each copy.
fn news() -> Vec<GoldSentence> {
    let mut random = Random::new(0);
    let mut sentences = Vec::new();
    for sentence in std::iter::repeat_n(conllu::parse(NEWS).expect("our own file is well-formed"), NEWS_COPIES).flatten() {
        let mut drawn = sentence;
        for word in &mut drawn.words {
            let alternatives: Vec<&str> = word.text.split('|').collect();
            word.text = alternatives[random.below(alternatives.len() as u64) as usize].to_owned();
        }
        sentences.push(drawn);
    }
    sentences
}

/// Scores the model as it will be read, after compression and back.
fn report(file: &[u8], treebanks: &Path) -> Result<()> {
    let parser = Parser::from_bytes(file)?;
    for name in [DEV].into_iter().chain(TESTS) {
        println!("{}  {name}", score(&parser, &conllu::read(&treebanks.join(name))?, 3));
    }
    Ok(())
}

/// A sentence of the training set, as the models see it.
struct Example {
    words: Vec<Lexeme>,
    /// Class of the right tag; `None` for a tag that is not learned.
    gold_tags: Vec<Option<u8>>,
    heads: Vec<u32>,
    labels: Vec<u8>,
    /// Tags the parser is given.
    tags: Vec<u8>,
}

/// What classes mean, the same for all models of a run.
struct Classes {
    tags: Vec<(Upos, Xpos)>,
    relations: Vec<Deprel>,
}

impl Classes {
    /// Of the tags and relations that the sentences have.
    fn of(sentences: &[GoldSentence]) -> Self {
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        let mut tags = BTreeMap::<_, usize>::new();
        for tag in words().filter_map(|word| word.upos.zip(word.xpos)) {
            *tags.entry(tag).or_default() += 1;
        }
        let frequent = tags.into_iter().filter_map(|(tag, seen)| (seen >= RAREST_TAG).then_some(tag));
        let relations: BTreeSet<Deprel> = words().filter_map(|word| word.deprel).collect();
        Self { tags: frequent.collect(), relations: relations.into_iter().collect() }
    }

    fn example(&self, sentence: &GoldSentence) -> Example {
        let words = &sentence.words;
        let tag = |word: &conllu::GoldWord| position(&self.tags, word.upos.zip(word.xpos)?);
        let label = |word: &conllu::GoldWord| word.deprel.and_then(|deprel| position(&self.relations, deprel)).unwrap_or_default();
        Example {
            words: words.iter().map(|word| Lexeme::new(&word.text)).collect(),
            gold_tags: words.iter().map(tag).collect(),
            heads: sentence.heads(),
            labels: words.iter().map(label).collect(),
            tags: Vec::new(),
        }
    }
}

fn position<T: PartialEq>(all: &[T], one: T) -> Option<u8> {
    all.iter().position(|other| *other == one).and_then(|at| u8::try_from(at).ok())
}

/// Trains everything.
fn train(sentences: &[GoldSentence], news: &[GoldSentence], dev: &[GoldSentence], settings: &Settings) -> Trained {
    let start = Instant::now();
    let classes = Classes::of(sentences);
    let mut examples: Vec<Example> = sentences.iter().chain(news).map(|sentence| classes.example(sentence)).collect();
    let words: usize = examples.iter().map(|example| example.words.len()).sum();
    println!("{} sentences, {words} words, {} tags, {} relations", examples.len(), classes.tags.len(), classes.relations.len());
    let right = tag_by_folds(sentences, &mut examples, &classes, settings);
    println!("tags of words held out: {:.2} % right, {:.0?}", 100.0 * right as f64 / words as f64, start.elapsed());
    let all: Vec<usize> = (0..examples.len()).collect();
    let fixed = fixed_tags(sentences, &all, &classes);
    let mut tagger = Sum::new(settings.tagger_bits, classes.tags.len());
    for seed in 0..settings.members {
        let mut weights = Perceptron::new(settings.tagger_bits, classes.tags.len());
        train_tagger(&mut weights, &examples, &all, &FixedTags::new(&fixed), settings.tagger_epochs, seed);
        tagger.add(&weights);
    }
    println!("tagger trained, {} words with a fixed tag, {:.0?}", fixed.len(), start.elapsed());
    let tagger = tagger.freeze(1);
    let model = Model { tags: classes.tags, relations: classes.relations, fixed, tagger, ..Model::untrained() };
    train_parser(model, &examples, dev, settings)
}

/// A model whose parser's weights are still in full.
struct Trained {
    model: Model,
    actions: Sum,
    labels: Sum,
}

impl Trained {
    /// The model with the rows that were changed more than `seldom` times by each perceptron.
    fn model(&self, seldom: u32) -> Model {
        Model { actions: self.actions.freeze(seldom), labels: self.labels.freeze(seldom), ..self.model.clone() }
    }

    /// The model's file, as few rows left out as will fit. Rows changed only
    /// once always are: they cost size and carry little.
    fn file(&self, largest: usize) -> Result<Vec<u8>> {
        for seldom in 1..20 {
            let file = zstd::encode_all(self.model(seldom).to_bytes().as_slice(), COMPRESSION)?;
            println!("model: {} bytes without the rows changed {seldom} times or less", file.len());
            if file.len() <= largest {
                return Ok(file);
            }
        }
        bail!("the model is larger than {largest} bytes")
    }
}

/// Adds actions and labels to a model that has its tagger.
fn train_parser(model: Model, examples: &[Example], dev: &[GoldSentence], settings: &Settings) -> Trained {
    let start = Instant::now();
    let actions = Sum::new(settings.action_bits, Action::ALL.len());
    let labels = Sum::new(settings.label_bits, model.relations.len());
    let mut trained = Trained { model, actions, labels };
    for seed in 0..settings.members {
        let mut lessons = Lessons::new(settings, &trained.model, seed);
        for epoch in 1..=settings.parser_epochs {
            let wrong = lessons.epoch(examples, epoch > 1);
            println!("parser {seed}, epoch {epoch}: {:.2} % of actions wrong, {:.0?}", 100.0 * wrong, start.elapsed());
        }
        trained.actions.add(&lessons.actions);
        trained.labels.add(&lessons.labels);
        drop(lessons);
        let las = score(&Parser::new(trained.model(1)), dev, 0).las();
        println!("LAS on dev with {} parsers: {las:.2}", seed + 1);
    }
    trained
}

/// Gives each example the tags of a tagger that was not trained on it; says how many are right.
fn tag_by_folds(sentences: &[GoldSentence], examples: &mut [Example], classes: &Classes, settings: &Settings) -> usize {
    let (mut features, mut right) = (Features::default(), 0);
    for fold in 0..FOLDS {
        let (held_out, others): (Vec<usize>, Vec<usize>) = (0..examples.len()).partition(|at| at % FOLDS == fold);
        let fixed = FixedTags::new(&fixed_tags(sentences, &others, classes));
        let mut weights = Perceptron::new(settings.tagger_bits, classes.tags.len());
        train_tagger(&mut weights, examples, &others, &fixed, settings.fold_epochs, 0);
        let mut table = Sum::new(settings.tagger_bits, classes.tags.len());
        table.add(&weights);
        let table = table.freeze(1);
        for at in held_out {
            let example = &mut examples[at];
            tagger::tag(&table, &fixed, &example.words, &mut example.tags, &mut features);
            right += example.gold_tags.iter().zip(&example.tags).filter(|(gold, tag)| **gold == Some(**tag)).count();
        }
    }
    right
}

/// Words that have the same tag nearly always in treebanks; what the project's
/// own sentences say is too narrow for that.
fn fixed_tags(sentences: &[GoldSentence], chosen: &[usize], classes: &Classes) -> Vec<(String, u8)> {
    let mut seen = BTreeMap::<&str, BTreeMap<Option<u8>, usize>>::new();
    for word in chosen.iter().filter_map(|at| sentences.get(*at)).flat_map(|sentence| &sentence.words) {
        let tag = word.upos.zip(word.xpos).and_then(|tag| position(&classes.tags, tag));
        *seen.entry(&word.text).or_default().entry(tag).or_default() += 1;
    }
    let mut fixed = Vec::new();
    for (word, tags) in seen {
        let all: usize = tags.values().sum();
        let most = tags.iter().max_by_key(|(_, seen)| **seen);
        if let Some((Some(tag), most)) = most
            && all >= FIXED_SEEN
            && (all - most) * FIXED_EXCEPTIONS <= all
        {
            fixed.push((word.to_owned(), *tag));
        }
    }
    fixed
}

fn train_tagger(weights: &mut Perceptron, examples: &[Example], chosen: &[usize], fixed: &FixedTags, epochs: usize, seed: u64) {
    let mut order = chosen.to_vec();
    let mut random = Random::new(seed);
    let mut features = Features::default();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for example in order.iter().map(|at| &examples[*at]) {
            let mut before = [NO_TAG; 2];
            for (at, gold) in example.gold_tags.iter().enumerate() {
                let class = fixed.get(example.words[at].exact).unwrap_or_else(|| {
                    tag_features(&example.words, at, before, weights.bits, &mut features);
                    weights.learn(features.rows(), *gold, None)
                });
                before = [u64::from(class), before[0]];
            }
        }
    }
}

/// The parser's training, from epoch to epoch.
struct Lessons {
    actions: Perceptron,
    labels: Perceptron,
    root: u8,
    joints: Vec<Option<Joint>>,
    random: Random,
    order: Vec<usize>,
    state: State,
    features: Features,
}

impl Lessons {
    fn new(settings: &Settings, model: &Model, seed: u64) -> Self {
        Self {
            actions: Perceptron::new(settings.action_bits, Action::ALL.len()),
            labels: Perceptron::new(settings.label_bits, model.relations.len()),
            root: position(&model.relations, Deprel::Root).unwrap_or_default(),
            joints: model.joints(),
            random: Random::new(seed),
            order: Vec::new(),
            state: State::default(),
            features: Features::default(),
        }
    }

    /// Goes once through the examples; gives the share of wrong actions.
    /// With `explore`, nine actions of ten are the parser's own choice, right or wrong.
    fn epoch(&mut self, examples: &[Example], explore: bool) -> f64 {
        self.order.resize_with(examples.len(), Default::default);
        self.order.iter_mut().enumerate().for_each(|(at, slot)| *slot = at);
        self.random.shuffle(&mut self.order);
        let (mut decisions, mut wrong) = (0, 0);
        for at in std::mem::take(&mut self.order) {
            let example = &examples[at];
            self.state.start(&example.words, &example.tags, &self.joints);
            while !self.state.is_done() {
                let (chosen, right) = self.action(example);
                decisions += 1;
                wrong += usize::from(chosen != right);
                let own = explore && self.random.below(10) < 9;
                if let Some((head, dependent)) = self.state.apply(if own { chosen } else { right }) {
                    let class = self.relation(example, head, dependent);
                    self.state.label(head, dependent, class);
                }
            }
        }
        wrong as f64 / f64::from(decisions)
    }

    /// The action the parser would take and the best one, the same where its own is as good.
    fn action(&mut self, example: &Example) -> (Action, Action) {
        let costs = costs(&self.state, &example.heads);
        action_features(&self.state, self.actions.bits, &mut self.features);
        let scores = self.actions.scores(self.features.rows());
        let allowed = || (0..3).filter(|at| self.state.allows(Action::ALL[*at]));
        let least = allowed().map(|at| costs[at]).min().unwrap_or_default();
        // Of two with the same score the first: `max_by_key` would take the last.
        let chosen = allowed().rev().max_by_key(|at| scores[*at]).unwrap_or_default();
        let right = allowed().filter(|at| costs[*at] == least).rev().max_by_key(|at| scores[*at]).unwrap_or_default();
        let right = if costs[chosen] == least { chosen } else { right };
        self.actions.update(self.features.rows(), right, chosen);
        (Action::ALL[chosen], Action::ALL[right])
    }

    /// The class of an attachment: the right one if the attachment is, else the parser's own.
    fn relation(&mut self, example: &Example, head: u32, dependent: u32) -> u8 {
        if head == self.state.root() {
            return self.root;
        }
        label_features(&self.state, head, dependent, self.labels.bits, &mut self.features);
        let gold = example.labels[dependent as usize];
        if example.heads[dependent as usize] == head && gold != self.root {
            self.labels.learn(self.features.rows(), Some(gold), Some(self.root));
            gold
        } else {
            self.labels.best(self.features.rows(), Some(self.root))
        }
    }
}

/// How many right attachments each action makes unreachable (Goldberg and Nivre, 2013).
fn costs(state: &State, heads: &[u32]) -> [usize; 3] {
    let (next, root) = (state.next(), state.root());
    let (top, below) = (state.stack_at(0), state.stack_at(1));
    let head_of = |at: u32| heads.get(at as usize).copied();
    let mut shift = 0;
    if next < root {
        let stack = state.stack();
        let covered = stack.split_last().map_or(&[][..], |(_, covered)| covered);
        shift += covered.iter().filter(|at| head_of(next) == Some(**at)).count();
        shift += stack.iter().filter(|at| head_of(**at) == Some(next)).count();
    }
    let Some(head) = head_of(top) else { return [shift, 0, 0] };
    let lost_children = (next..root).filter(|at| head_of(*at) == Some(top)).count();
    let left = lost_children + usize::from(head == below || head > next);
    let right = lost_children + usize::from(head >= next);
    [shift, left, right]
}

/// Averaged perceptron, in whole numbers.
struct Perceptron {
    bits: u32,
    classes: usize,
    stride: usize,
    weights: Vec<i32>,
    /// Sum of each weight's changes, each times when it came.
    changes: Vec<i64>,
    /// How often each row was changed, up to 255.
    updates: Vec<u8>,
    time: i64,
}

impl Perceptron {
    fn new(bits: u32, classes: usize) -> Self {
        let stride = Table::stride(classes);
        Self {
            bits,
            classes,
            stride,
            weights: vec![0; stride << bits],
            changes: vec![0; stride << bits],
            updates: vec![0; 1 << bits],
            time: 1,
        }
    }

    fn scores(&self, rows: &[u32]) -> [i32; MOST_CLASSES] {
        let mut sums = [0; MOST_CLASSES];
        for row in rows {
            let start = *row as usize * self.stride;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[start..start + self.stride]) {
                *sum += weight;
            }
        }
        sums
    }

    fn best(&self, rows: &[u32], excluded: Option<u8>) -> u8 {
        let scores = self.scores(rows);
        let classes = (0..self.classes).rev().filter(|class| excluded.map(usize::from) != Some(*class));
        classes.max_by_key(|class| scores[*class]).unwrap_or_default() as u8
    }

    /// Predicts, and learns if there is something to learn; gives the prediction.
    fn learn(&mut self, rows: &[u32], gold: Option<u8>, excluded: Option<u8>) -> u8 {
        let best = self.best(rows, excluded);
        self.update(rows, usize::from(gold.unwrap_or(best)), usize::from(best));
        best
    }

    fn update(&mut self, rows: &[u32], right: usize, wrong: usize) {
        if right != wrong {
            for row in rows {
                let start = *row as usize * self.stride;
                self.weights[start + right] += 1;
                self.weights[start + wrong] -= 1;
                self.changes[start + right] += self.time;
                self.changes[start + wrong] -= self.time;
                let updates = &mut self.updates[*row as usize];
                *updates = updates.saturating_add(1);
            }
        }
        self.time += 1;
    }
}

/// Averaged weights of perceptrons, summed.
struct Sum {
    bits: u32,
    classes: usize,
    weights: Vec<i64>,
    /// How often each row was changed.
    updates: Vec<u32>,
    members: u32,
}

impl Sum {
    /// Averages are kept in fractions of one in so many.
    const FRACTIONS: i64 = 1 << 16;

    fn new(bits: u32, classes: usize) -> Self {
        let weights = vec![0; Table::stride(classes) << bits];
        Self { bits, classes, weights, updates: vec![0; 1 << bits], members: 0 }
    }

    fn add(&mut self, member: &Perceptron) {
        let averages = member
            .weights
            .iter()
            .zip(&member.changes)
            .map(|(weight, changes)| (i64::from(*weight) * member.time - changes) * Self::FRACTIONS / member.time);
        self.weights.iter_mut().zip(averages).for_each(|(sum, average)| *sum += average);
        self.updates.iter_mut().zip(&member.updates).for_each(|(sum, updates)| *sum += u32::from(*updates));
        self.members += 1;
    }

    /// The sums, scaled so that the largest is 127, of the rows that were changed
    /// more than `seldom` times by each perceptron; the others are zero.
    fn freeze(&self, seldom: u32) -> Table {
        let stride = Table::stride(self.classes);
        let kept = |at: usize| if self.updates[at / stride] > seldom * self.members { self.weights[at] } else { 0 };
        let largest = (0..self.weights.len()).map(|at| kept(at).abs()).max().unwrap_or_default().max(1);
        let scaled = |sum: i64| (sum * 127 + sum.signum() * largest / 2) / largest;
        let rows = (0..self.weights.len()).map(|at| scaled(kept(at)) as i8).collect();
        Table::new(self.bits, self.classes, rows).expect("rows were made for these classes")
    }
}

/// Pseudo-random numbers, the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(88_172_645_463_325_252 ^ seed << 20)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at as u64 + 1) as usize;
            items.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Settings =
        Settings { tagger_bits: 10, action_bits: 12, label_bits: 10, tagger_epochs: 4, fold_epochs: 2, parser_epochs: 6, members: 2 };

    /// Sentences of one pattern: "some exports rose", "some exports of oil fell".
    fn treebank() -> Vec<GoldSentence> {
        let mut text = String::new();
        for (at, noun) in ["exports", "imports", "sales", "prices"].iter().cycle().take(40).enumerate() {
            let verb = ["rose", "fell", "grew"][at % 3];
            let words = match at % 2 {
                0 => format!("1\tsome\t_\tDET\tDT\t_\t2\tdet\n2\t{noun}\t_\tNOUN\tNNS\t_\t3\tnsubj\n3\t{verb}"),
                _ => format!(
                    "1\t{noun}\t_\tNOUN\tNNS\t_\t4\tnsubj\n2\tof\t_\tADP\tIN\t_\t3\tcase\n3\toil\t_\tNOUN\tNN\t_\t1\tnmod\n4\t{verb}"
                ),
            };
            text += &format!("{words}\t_\tVERB\tVBD\t_\t0\troot\n\n");
        }
        conllu::parse(&text).unwrap()
    }

    #[test]
    fn learns_a_pattern_and_the_same_way_twice() {
        let sentences = treebank();
        let train = || train(&sentences, &[], &sentences, &SMALL).model(1);
        let model = train();
        assert_eq!(model.to_bytes(), train().to_bytes());
        let scores = score(&Parser::new(model), &sentences, 0);
        assert!(scores.las() > 90.0, "{scores}");
    }

    #[test]
    fn the_oracle_wants_the_right_tree() {
        let heads = [1, 2];
        let mut state = State::default();
        state.start(&[Lexeme::default(); 2], &[0; 2], &[]);
        assert_eq!(costs(&state, &heads), [0, 0, 0]);
        state.apply(Action::Shift);
        assert_eq!(costs(&state, &heads), [1, 0, 1]);
    }
}
