//! A segment as bytes, to be kept between runs.
//!
//! What can be made again at once from the rest (where words end, which letters they have) is not
//! kept, and lines take few bytes each: reading a file costs more than working it out.

use crate::search::answer::Witness;
use crate::search::column::{NONE, Numbers, Runs, number};
use crate::search::lexicon::{Lexicon, letter_mask};
use crate::search::packed::{Packed, put, put_list, put_text};

use super::names::{Named, NamedScene, Names};
use super::{Beside, Part, Segment};

/// Changes whenever the form of the sections or what they are made of does: other folding, other words.
pub(in crate::search) const VERSION: u32 = 4;

/// The names of the sections.
const TEXTS: &str = "texts";
const LINES: &str = "lines";
const BESIDE: &str = "beside";
const PARTS: &str = "parts";
const NAMES: &str = "names";
const WORDS: &str = "words";
const POSTINGS: &str = "postings";

impl Segment {
    /// Its sections: names and bytes.
    pub(in crate::search) fn to_sections(&self) -> Vec<(&'static str, Vec<u8>)> {
        vec![
            (TEXTS, lz4_flex::compress_prepend_size(self.texts.arena.as_bytes())),
            (LINES, lz4_flex::compress_prepend_size(&self.lines_stored())),
            (BESIDE, self.beside_stored()),
            (PARTS, self.parts_stored()),
            (NAMES, lz4_flex::compress_prepend_size(&self.names.stored())),
            (WORDS, lz4_flex::compress_prepend_size(&self.lexicon.words_stored())),
            (POSTINGS, self.lexicon.postings.clone()),
        ]
    }

    /// The segment of sections as [`Segment::to_sections`] makes them; `None` where they are not such.
    /// Each is asked for when its turn comes, the longest first, and let go of before the next.
    pub(in crate::search) fn of_sections(mut section: impl FnMut(&str) -> Option<Vec<u8>>) -> Option<Self> {
        let mut segment = Self::default();
        segment.texts.arena = String::from_utf8(unpacked(&section(TEXTS)?)?).ok()?;
        segment.lexicon = Lexicon::of_stored(&unpacked(&section(WORDS)?)?, section(POSTINGS)?)?;
        segment.read_lines(Packed(&unpacked(&section(LINES)?)?))?;
        segment.read_beside(Packed(&section(BESIDE)?))?;
        segment.episodes = parts(Packed(&section(PARTS)?))?;
        segment.names = Names::of_stored(Packed(&unpacked(&section(NAMES)?)?))?;
        let whole = segment.texts.ends.last().map_or(0, |end| *end as usize) == segment.texts.arena.len();
        (whole && segment.parts_fit()).then_some(segment)
    }

    /// Whether the episodes lie one behind the other, each with its elements and what stands beside them,
    /// and every line is of one.
    fn parts_fit(&self) -> bool {
        let (mut line, mut beside) = (0, 0);
        for part in &self.episodes {
            let lines = part.end.checked_sub(part.first).and_then(|all| all.checked_sub(part.elements));
            let Some(own) = lines.filter(|_| (part.first, part.beside) == (line, beside)) else {
                return false;
            };
            (line, beside) = (part.end, beside.saturating_add(own));
            let texts = self.beside.get(part.beside as usize..beside as usize);
            if !texts.is_some_and(|texts| texts.iter().all(|text| self.is_tied(text, part.elements))) {
                return false;
            }
        }
        line as usize == self.len() && beside as usize == self.beside.len()
    }

    /// Whether `beside` is tied to nothing but some of the `elements` of its episode.
    fn is_tied(&self, beside: &Beside, elements: u32) -> bool {
        let ties = self.ties.get(beside.ties.0 as usize..beside.ties.1 as usize);
        ties.is_some_and(|ties| ties.iter().all(|tie| *tie < elements))
    }

    fn lines_stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(self.len() as u64, &mut bytes);
        let (mut last_end, mut last_row) = (0, 0);
        for (at, (end, kind)) in self.texts.ends.iter().zip(&self.kinds).enumerate() {
            put(u64::from(end - last_end), &mut bytes);
            bytes.push(*kind);
            let number = |column: &Numbers| column.get(at).unwrap_or_default();
            put(u64::from(number(&self.speaking)), &mut bytes);
            put(u64::from(number(&self.speeches)), &mut bytes);
            let row = number(&self.rows);
            put(u64::from(row.wrapping_sub(last_row)), &mut bytes);
            (last_end, last_row) = (*end, row);
        }
        for runs in [&self.scenes, &self.acts, &self.docs, &self.afters] {
            put_runs(runs, &mut bytes);
        }
        bytes
    }

    fn read_lines(&mut self, mut packed: Packed<'_>) -> Option<()> {
        let count = packed.count()?;
        let (mut end, mut row) = (0u32, 0u32);
        self.texts.ends.reserve_exact(count);
        self.kinds.reserve_exact(count);
        for column in [&mut self.speaking, &mut self.speeches, &mut self.rows] {
            column.reserve_exact(count);
        }
        for _ in 0..count {
            end = end.checked_add(packed.short()?)?;
            self.texts.ends.push(end);
            self.kinds.push(u8::try_from(packed.number()?).ok()?);
            self.speaking.push(packed.short()?);
            self.speeches.push(packed.short()?);
            row = row.wrapping_add(packed.short()?);
            self.rows.push(row);
        }
        for runs in [&mut self.scenes, &mut self.acts, &mut self.docs, &mut self.afters] {
            *runs = read_runs(&mut packed)?;
        }
        self.sort_kinds();
        packed.is_empty().then_some(())
    }

    fn beside_stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_list(&self.beside, &mut bytes, |beside, bytes| {
            let (kind, start) = witness_stored(beside.witness);
            bytes.push(kind);
            put(beside.witness.index() as u64, bytes);
            bytes.push(u8::from(start.is_some()));
            bytes.extend(start.into_iter().flat_map(f64::to_le_bytes));
            put(u64::from(beside.ties.0), bytes);
            put(u64::from(beside.ties.1), bytes);
        });
        put_list(&self.ties, &mut bytes, |tie, bytes| put(u64::from(*tie), bytes));
        bytes
    }

    fn read_beside(&mut self, mut packed: Packed<'_>) -> Option<()> {
        self.beside = packed.list(|packed| {
            let kind = packed.number()?;
            let index = usize::try_from(packed.number()?).ok()?;
            let start = match packed.number()? {
                0 => None,
                _ => {
                    let (start, rest) = packed.0.split_first_chunk()?;
                    packed.0 = rest;
                    Some(f64::from_le_bytes(*start))
                }
            };
            let witness = witness(kind, index, start)?;
            Some(Beside { witness, ties: (packed.short()?, packed.short()?) })
        })?;
        self.ties = packed.list(Packed::short)?;
        packed.is_empty().then_some(())
    }

    fn parts_stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_list(&self.episodes, &mut bytes, |part, bytes| {
            for value in [part.first, part.elements, part.end, part.beside] {
                put(u64::from(value), bytes);
            }
            for text in [&part.key, &part.title, &part.series] {
                put_text(text, bytes);
            }
            put_list(&part.stardates, bytes, |date, bytes| put_text(date, bytes));
        });
        bytes
    }
}

/// What was compressed to `bytes`.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    // The form makes nothing more than so many times shorter; what claims more asks for memory it will not fill.
    const MOST: usize = 255;
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    if length / MOST > rest.len() {
        return None;
    }
    lz4_flex::decompress(rest, length).ok()
}

fn parts(mut packed: Packed<'_>) -> Option<Vec<Part>> {
    let parts = packed.list(|packed| {
        let (first, elements, end, beside) =
            (packed.short()?, packed.short()?, packed.short()?, packed.short()?);
        let (key, title, series) = (owned(packed)?, owned(packed)?, owned(packed)?);
        Some(Part { first, elements, end, beside, key, title, series, stardates: packed.list(owned)? })
    })?;
    packed.is_empty().then_some(parts)
}

fn owned(packed: &mut Packed<'_>) -> Option<String> {
    packed.text().map(str::to_owned)
}

fn witness_stored(witness: Witness) -> (u8, Option<f64>) {
    match witness {
        Witness::Quote(_) => (0, None),
        Witness::Subtitle(_, start) => (1, start),
        Witness::Sentence(_) => (2, None),
        Witness::Caption(_) => (3, None),
        Witness::Note(_) => (4, None),
        Witness::Synopsis(_) => (5, None),
    }
}

fn witness(kind: u64, index: usize, start: Option<f64>) -> Option<Witness> {
    Some(match kind {
        0 => Witness::Quote(index),
        1 => Witness::Subtitle(index, start),
        2 => Witness::Sentence(index),
        3 => Witness::Caption(index),
        4 => Witness::Note(index),
        5 => Witness::Synopsis(index),
        _ => return None,
    })
}

/// Adds `runs`; a value of none is 0 and every other one more than it is.
fn put_runs(runs: &Runs, bytes: &mut Vec<u8>) {
    put(runs.starts.len() as u64, bytes);
    let mut last = 0;
    for (start, value) in runs.starts.iter().zip(&runs.values) {
        put(u64::from(start - last), bytes);
        put(u64::from(value.wrapping_add(1)), bytes);
        last = *start;
    }
}

fn read_runs(packed: &mut Packed<'_>) -> Option<Runs> {
    let count = packed.count()?;
    let (mut runs, mut start) = (Runs::default(), 0u32);
    runs.starts.reserve_exact(count);
    runs.values.reserve_exact(count);
    for _ in 0..count {
        start = start.checked_add(packed.short()?)?;
        runs.starts.push(start);
        runs.values.push(packed.short()?.wrapping_sub(1));
    }
    Some(runs)
}

impl Names {
    fn stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_list(&self.speakers, &mut bytes, |named, bytes| {
            put_text(&named.shown, bytes);
            put_list(&named.names, bytes, |name, bytes| put_text(name, bytes));
        });
        put_list(&self.speaking, &mut bytes, |set, bytes| {
            put_list(set, bytes, |at, bytes| put(u64::from(*at), bytes));
        });
        put_list(&self.scenes, &mut bytes, |scene, bytes| {
            put(u64::from(scene.number), bytes);
            put(u64::from(scene.heading), bytes);
        });
        put_list(&self.headings, &mut bytes, |heading, bytes| put_text(heading, bytes));
        put_list(&self.acts, &mut bytes, |act, bytes| put_text(act, bytes));
        put_list(&self.docs, &mut bytes, |(kind, name), bytes| {
            put_text(kind, bytes);
            put_text(name, bytes);
        });
        bytes
    }

    fn of_stored(mut packed: Packed<'_>) -> Option<Self> {
        let names = Self {
            speakers: packed
                .list(|packed| Some(Named { shown: owned(packed)?, names: packed.list(owned)? }))?,
            speaking: packed.list(|packed| packed.list(Packed::short))?,
            scenes: packed
                .list(|packed| Some(NamedScene { number: packed.short()?, heading: packed.short()? }))?,
            headings: packed.list(owned)?,
            acts: packed.list(owned)?,
            docs: packed.list(|packed| Some((owned(packed)?, owned(packed)?)))?,
        };
        packed.is_empty().then_some(names)
    }
}

impl Lexicon {
    /// Words, how many bytes of postings each has, keys and their uses.
    fn words_stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_text(&self.words.arena, &mut bytes);
        let mut last = 0;
        for end in &self.postings_ends {
            put(u64::from(end - last), &mut bytes);
            last = *end;
        }
        put(self.keys.len() as u64, &mut bytes);
        let mut used = 0;
        for (key, end) in self.keys.iter().zip(&self.use_ends) {
            put(u64::from(*key), &mut bytes);
            let uses = self.uses.get(used..*end as usize).unwrap_or_default();
            put_list(uses, &mut bytes, |(word, offset), bytes| {
                put(u64::from(*word), bytes);
                put(u64::from(*offset), bytes);
            });
            used = *end as usize;
        }
        put(self.other_keys.len() as u64, &mut bytes);
        (0..self.other_keys.len()).for_each(|at| put_text(self.other_keys.get(at), &mut bytes));
        bytes
    }

    fn of_stored(words: &[u8], postings: Vec<u8>) -> Option<Self> {
        let mut packed = Packed(words);
        let mut lexicon = Self { postings, ..Self::default() };
        lexicon.words.arena = owned(&mut packed)?;
        let ends = memchr::memchr_iter(b'\n', lexicon.words.arena.as_bytes()).map(|at| number(at + 1));
        lexicon.words.ends = ends.collect();
        lexicon.letters = (0..lexicon.len()).map(|word| letter_mask(lexicon.word(word))).collect();
        lexicon.words.ends.shrink_to_fit();
        lexicon.postings_ends.reserve_exact(lexicon.len());
        let mut end = 0u32;
        for _ in 0..lexicon.len() {
            end = end.checked_add(packed.short()?)?;
            lexicon.postings_ends.push(end);
        }
        lexicon.read_keys(&mut packed)?;
        (packed.is_empty() && end as usize == lexicon.postings.len()).then_some(lexicon)
    }

    fn read_keys(&mut self, packed: &mut Packed<'_>) -> Option<()> {
        self.key_of = vec![NONE; self.len()];
        let mut is_known = vec![false; self.len()];
        let count = packed.count()?;
        self.keys.reserve_exact(count);
        self.use_ends.reserve_exact(count);
        for key in 0..number(count) {
            self.keys.push(packed.short()?);
            for _ in 0..packed.count()? {
                let (word, offset) = (packed.short()?, packed.short()?);
                let (of, is_known) = (self.key_of.get_mut(word as usize)?, is_known.get_mut(word as usize)?);
                *of = if *is_known { NONE } else { key };
                *is_known = true;
                self.uses.push((word, offset));
            }
            self.use_ends.push(number(self.uses.len()));
        }
        for _ in 0..packed.count()? {
            self.other_keys.push(packed.text()?);
        }
        self.other_keys.shrink_to_fit();
        self.uses.shrink_to_fit();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use crate::library::Shelf;
    use crate::search::segment::SegmentBuilder;

    use super::*;

    fn of(sections: &[(&'static str, Vec<u8>)]) -> Option<Segment> {
        let section =
            |name: &str| sections.iter().find(|(known, _)| *known == name).map(|(_, bytes)| bytes.clone());
        Segment::of_sections(section)
    }

    fn sample() -> Segment {
        let mut builder = SegmentBuilder::default();
        for entry in Shelf::sample().entries {
            builder.add(&entry.load().0, &entry.name);
        }
        builder.build()
    }

    #[test]
    fn a_segment_comes_back_as_it_was() {
        let segment = sample();
        let back = of(&segment.to_sections()).expect("a segment");
        assert_eq!(back, segment);
        assert_eq!(of(&Segment::default().to_sections()), Some(Segment::default()));
    }

    #[test]
    fn what_is_cut_off_is_none() {
        let sections = sample().to_sections();
        for at in 0..sections.len() {
            for keep in [0, 1, sections[at].1.len() / 2, sections[at].1.len() - 1] {
                let mut cut = sections.clone();
                cut[at].1.truncate(keep);
                assert_eq!(of(&cut).map(|_| ()), None, "{} cut to {keep}", sections[at].0);
            }
        }
    }
}
