//! How well search finds what a person half remembers, and how well it finds nothing where nothing is.
//!
//! `cargo run --release --example quality -- FOLDER [COUNT] [--cases]` takes COUNT phrases (1000) of three to
//! six words from lines of a library, drawn by a fixed seed, damages each (a slip in one word, or one word
//! dropped, their order kept) and searches. What is left of a phrase after the damage must not be what other
//! lines say word for word, since those are then what was asked for: such phrases are counted and another is
//! taken. Told is how often the first line, and one of the first five, is the line or one with the very same
//! words, and how often it is one that says the phrase as it was: in a large library many lines do, and
//! nobody could know which one was meant. Of the rest is told how often the lines in its place have the words that
//! are left as close together as it has them. Then COUNT different words are made up of syllables, none of which
//! occurs or begins a word that does, and told is how often nothing answers. `--cases` prints what went wrong.
//! Of 200 the shares differ by two in a hundred from one draw to the next; of a thousand by less than one.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use tableread::cache::Cache;
use tableread::library::{IndexProgress, Library, LibraryIndex};
use tableread::search::{Collection, Place, Query};
use tableread::text::fold::fold;

const COUNT: usize = 1000;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const THREADS: usize = 4;
/// A slip in a shorter word makes another word more often than not.
const SHORTEST_WITH_SLIP: usize = 4;
const SYLLABLES: [&str; 24] = [
    "bra", "cle", "dru", "fip", "gol", "hen", "jat", "kor", "lum", "mev", "nis", "pol", "qua", "rit", "sev",
    "tob", "urn", "vex", "wam", "yol", "zet", "sha", "thi", "cro",
];

fn main() {
    let (options, arguments): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let Some(folder) = arguments.first() else {
        println!("usage: quality FOLDER [COUNT] [--cases]");
        return;
    };
    let count = arguments.get(1).map_or(COUNT, |count| count.parse().expect("a number"));
    let cases = options.iter().any(|option| option == "--cases");
    let collection = library(Path::new(folder));
    let lines = speeches(&collection);
    let said = Said::new(&lines);
    println!("{} lines said", lines.len());
    let mut chance = Chance(SEED);
    let mut both = Told::default();
    for (name, damage) in [("a slip in one word", slipped as Damage), ("one word dropped", dropped)] {
        let mut told = Told::default();
        while told.asked < count / 2 {
            let phrase = phrase(&lines, &mut chance, damage);
            if said.is_said_elsewhere(&phrase) {
                told.skipped += 1;
            } else {
                told.add(&collection, &phrase, cases);
            }
        }
        told.print(name);
        both.join(&told);
    }
    both.print("both");
    made_up(&collection, &lines, count, &mut chance, cases);
}

/// The library in `folder`, with what the person's cache has of it.
fn library(folder: &Path) -> Collection {
    let (library, cache) = (Library::open(folder).expect("a folder"), Cache::of_person());
    let (shelf, _) = library.scanned(&cache);
    let progress = IndexProgress::default();
    let index = LibraryIndex::of(&shelf.entries, &library.key(), &cache, &progress, &|| false);
    index.expect("not called off").collection
}

/// What is said in it, folded.
fn speeches(collection: &Collection) -> Vec<String> {
    let query = Query::parse("%kind:speech");
    let said = collection.search(&query, THREADS, &|| false).expect("not called off");
    let mut places: Vec<Place> = said.best(usize::MAX).iter().map(|ranked| ranked.place).collect();
    places.sort_unstable();
    places.into_iter().filter_map(|place| Some(fold(collection.shown(place)?.text))).collect()
}

/// A phrase of a line and what became of it.
struct Phrase {
    line: String,
    words: Vec<String>,
    damaged: String,
}

/// All that is said, word by word.
struct Said {
    /// The words of each line with a space before and after each, a line each.
    text: String,
}

impl Said {
    fn new(lines: &[String]) -> Self {
        let lines = lines.iter().map(|line| format!(" {} \n", words(line).join(" ")));
        Self { text: lines.collect() }
    }

    /// Whether a line says the damaged phrase word for word and not the one that was meant.
    fn is_said_elsewhere(&self, phrase: &Phrase) -> bool {
        let (damaged, meant) = (format!(" {} ", phrase.damaged), format!(" {} ", phrase.words.join(" ")));
        memchr::memmem::find_iter(self.text.as_bytes(), &damaged).any(|at| {
            let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = self.text[start..].lines().next().unwrap_or_default();
            !line.contains(&meant)
        })
    }
}

type Damage = fn(&[String], &mut Chance) -> Option<String>;

/// A phrase of a line that is taken at random.
fn phrase(lines: &[String], chance: &mut Chance, damage: Damage) -> Phrase {
    loop {
        let line = &lines[chance.below(lines.len())];
        let words: Vec<String> = words(line);
        let length = 3 + chance.below(4);
        if words.len() < length {
            continue;
        }
        let from = chance.below(words.len() - length + 1);
        let words = words[from..from + length].to_vec();
        if let Some(damaged) = damage(&words, chance) {
            return Phrase { line: line.clone(), words, damaged };
        }
    }
}

/// The words of a folded text, without the signs around them.
fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// One letter left out, doubled, changed, or two of them turned round.
fn slipped(words: &[String], chance: &mut Chance) -> Option<String> {
    let long =
        |word: &String| word.len() >= SHORTEST_WITH_SLIP && word.bytes().all(|b| b.is_ascii_lowercase());
    let long: Vec<usize> = (0..words.len()).filter(|at| long(&words[*at])).collect();
    let at = *long.get(chance.below(long.len().max(1)))?;
    let mut letters: Vec<char> = words[at].chars().collect();
    let place = chance.below(letters.len() - 1);
    match chance.below(4) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        2 => letters[place] = char::from(b'a' + chance.below(26) as u8),
        _ => letters.swap(place, place + 1),
    }
    let mut damaged = words.to_vec();
    damaged[at] = letters.into_iter().collect();
    (damaged[at] != words[at]).then(|| damaged.join(" "))
}

fn dropped(words: &[String], chance: &mut Chance) -> Option<String> {
    let mut left = words.to_vec();
    left.remove(chance.below(words.len()));
    Some(left.join(" "))
}

/// How often something was so.
#[derive(Default)]
struct Told {
    asked: usize,
    /// Phrases that were said elsewhere once they were damaged.
    skipped: usize,
    /// The line is first, among the first five; then the same of any line that says the phrase.
    counts: [usize; 4],
    /// It is not, and whatever is there in its place fits what is left of the phrase as well; likewise.
    as_good: [usize; 2],
}

impl Told {
    fn add(&mut self, collection: &Collection, phrase: &Phrase, cases: bool) {
        let results =
            collection.search(&Query::parse(&phrase.damaged), THREADS, &|| false).expect("an answer");
        let best = results.best(5);
        let shown: Vec<String> =
            best.iter().filter_map(|ranked| Some(fold(collection.shown(ranked.place)?.text))).collect();
        let is_line = |text: &String| *text == phrase.line;
        let says = |text: &String| words(text).windows(phrase.words.len()).any(|run| run == phrase.words);
        let found = [
            shown.first().is_some_and(is_line),
            shown.iter().any(is_line),
            shown.first().is_some_and(says),
            shown.iter().any(says),
        ];
        let fits = |text: &String| is_told_by(text, phrase);
        let as_good = [!found[2] && shown.first().is_some_and(fits), !found[3] && shown.iter().all(fits)];
        self.as_good.iter_mut().zip(as_good).for_each(|(count, is)| *count += usize::from(is));
        self.asked += 1;
        self.counts.iter_mut().zip(found).for_each(|(count, found)| *count += usize::from(found));
        if cases && !found[2] {
            println!("- {} <- {}", phrase.damaged, phrase.words.join(" "));
            println!("  {} exact, {} near", results.exact, results.near);
            for (ranked, text) in best.iter().zip(&shown) {
                println!(
                    "    {:?} {} {}",
                    ranked.tier,
                    ranked.score,
                    text.chars().take(120).collect::<String>()
                );
            }
        }
    }

    fn join(&mut self, other: &Self) {
        (self.asked, self.skipped) = (self.asked + other.asked, self.skipped + other.skipped);
        self.counts.iter_mut().zip(other.counts).for_each(|(count, more)| *count += more);
        self.as_good.iter_mut().zip(other.as_good).for_each(|(count, more)| *count += more);
    }

    fn print(&self, name: &str) {
        let share = |at: usize| 100.0 * self.counts[at] as f64 / self.asked.max(1) as f64;
        println!("{name}, of {} ({} more are said elsewhere so):", self.asked, self.skipped);
        println!("  the line or its like: first {:.1} %, in the first five {:.1} %", share(0), share(1));
        println!("  a line that says it:  first {:.1} %, in the first five {:.1} %", share(2), share(3));
        let missed = |at: usize| self.asked - self.counts[at];
        let ([first, five], firsts, fives) = (self.as_good, missed(2), missed(3));
        println!(
            "  others fit as well:   {first} of the {firsts} not first, {five} of the {fives} not in five"
        );
    }
}

/// Whether `text` has what is left of the phrase, in its order and with no more words between than were lost.
fn is_told_by(text: &str, phrase: &Phrase) -> bool {
    let left: Vec<&str> = phrase.damaged.split(' ').collect();
    words(text).windows(phrase.words.len()).any(|run| {
        let mut run = run.iter();
        left.iter().all(|word| run.any(|said| said == word))
    })
}

/// Asks for words that nobody says.
fn made_up(collection: &Collection, lines: &[String], count: usize, chance: &mut Chance, cases: bool) {
    let said: BTreeSet<String> = lines.iter().flat_map(|line| words(line)).collect();
    let (mut asked, mut silent) = (HashSet::new(), 0);
    while asked.len() < count {
        let syllables = 2 + chance.below(3);
        let word: String = (0..syllables).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect();
        let begins = said.range(word.clone()..).next().is_some_and(|said| said.starts_with(&word));
        if begins || !asked.insert(word.clone()) {
            continue;
        }
        let results = collection.search(&Query::parse(&word), THREADS, &|| false).expect("an answer");
        silent += usize::from(results.is_empty());
        if cases && !results.is_empty() {
            println!("- {word}: {} exact, {} near", results.exact, results.near);
            for shown in results.best(2).iter().filter_map(|ranked| collection.shown(ranked.place)) {
                println!("    {}", shown.text.chars().take(120).collect::<String>());
            }
        }
    }
    println!(
        "words that do not occur, of {count}: nothing for {:.1} %",
        100.0 * silent as f64 / count.max(1) as f64
    );
}

/// Chance that is the same every time: xorshift, as in Marsaglia, Xorshift RNGs (2003).
struct Chance(u64);

impl Chance {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}
