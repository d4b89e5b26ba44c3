//! The kit from top to bottom: what stands before the cast, the cast, credits, headlines.

use crate::document::{Diagnostic, Parsed};
use crate::source::Source;
use crate::text::sentences::sentences;
use crate::text::span::Span;

use super::cast::List;
use super::{Block, BlockKind, Credit, PressKit};

/// The shortest paragraph of a synopsis, bytes.
const SHORTEST_PARAGRAPH: usize = 80;

/// What the lines under a heading are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Number, title, logline, synopsis.
    About,
    /// Roles and actors, perhaps of guests.
    Cast { guest: bool },
    /// Headlines and highlights.
    Headlines,
}

/// Jobs that a credit line begins with.
const JOBS: [&str; 19] = [
    "written by",
    "directed by",
    "story by",
    "teleplay by",
    "produced by",
    "music by",
    "created by",
    "edited by",
    "executive producer",
    "executive producers",
    "producer",
    "producers",
    "co-producer",
    "director",
    "writer",
    "screenplay by",
    "based on",
    "director of photography",
    "writers",
];

/// Reads a kit.
pub(super) fn read(source: &Source) -> Parsed<PressKit> {
    let mut reader = Reader {
        source,
        kit: PressKit::default(),
        diagnostics: Vec::new(),
        part: Part::About,
        list: Vec::new(),
        job: None,
    };
    let mut after_blank = true;
    for number in 1..=source.line_count() {
        let line = source.line_span(number).trimmed(&source.text);
        if !line.is_empty() {
            reader.line(line, after_blank);
        }
        after_blank = line.is_empty();
    }
    reader.close_list();
    if reader.kit.cast.is_empty() {
        let message = "nobody is listed; expected a heading CAST with roles and actors";
        reader.diagnostics.push(Diagnostic::warning("press-kit-without-cast", Span::new(0, 0), message));
    }
    reader.kit.blocks.sort_by_key(|block| block.span);
    Parsed { document: reader.kit, diagnostics: reader.diagnostics }
}

struct Reader<'a> {
    source: &'a Source,
    kit: PressKit,
    diagnostics: Vec<Diagnostic>,
    part: Part,
    /// The lines of the cast list that is being read, in blocks.
    list: Vec<Vec<Span>>,
    /// A job whose name stands on the next line.
    job: Option<String>,
}

impl Reader<'_> {
    fn block(&mut self, span: Span, kind: BlockKind) {
        self.kit.blocks.push(Block { span, kind });
    }

    fn line(&mut self, line: Span, after_blank: bool) {
        let text = self.source.slice(line);
        if is_furniture(text) {
            return self.block(line, BlockKind::Furniture);
        }
        if let Some(part) = heading(text) {
            self.close_list();
            self.part = part;
            return self.block(line, BlockKind::Heading);
        }
        if self.credit(line) {
            return;
        }
        match self.part {
            Part::About => self.about(line),
            Part::Headlines => {
                self.kit.headlines.push(line);
                self.block(line, BlockKind::Headline);
            }
            Part::Cast { .. } if text.len() >= SHORTEST_PARAGRAPH => self.block(line, BlockKind::Other),
            Part::Cast { .. } => match self.list.last_mut() {
                Some(block) if !after_blank => block.push(line),
                _ => self.list.push(vec![line]),
            },
        }
    }

    /// Takes `Written by: ANNA VANE`, or the name under `Written by`.
    fn credit(&mut self, line: Span) -> bool {
        let text = self.source.slice(line);
        if let Some(job) = self.job.take() {
            self.kit.credits.push(Credit { job, name: self.source.flow(line), span: line });
            self.block(line, BlockKind::Credit);
            return true;
        }
        let lower = text.to_lowercase();
        let Some(job) = JOBS.iter().filter(|job| starts_with_words(&lower, job)).max_by_key(|job| job.len())
        else {
            return false;
        };
        let name =
            text.get(job.len()..).unwrap_or_default().trim_start_matches([':', '.', ' ', '\t', '-', '–']);
        self.close_list();
        if name.is_empty() {
            self.job = Some((*job).to_owned());
        } else {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            self.kit.credits.push(Credit { job: (*job).to_owned(), name, span: line });
        }
        self.block(line, BlockKind::Credit);
        true
    }

    /// Number, title, the one sentence about the whole, the synopsis.
    fn about(&mut self, line: Span) {
        let text = self.source.slice(line);
        let header = &mut self.kit.header;
        if let Some(number) = episode_number(text).filter(|_| header.number.is_none()) {
            header.number = Some(number);
            return self.block(line, BlockKind::Metadata);
        }
        if text.len() < SHORTEST_PARAGRAPH && self.kit.synopsis.is_empty() && self.kit.logline.is_none() {
            self.title(line);
            return self.block(line, BlockKind::Metadata);
        }
        let first = self.kit.logline.is_none() && self.kit.synopsis.is_empty();
        if first && sentences(text).len() == 1 {
            self.kit.logline = Some(line);
            return self.block(line, BlockKind::Metadata);
        }
        if text.len() < SHORTEST_PARAGRAPH / 2 {
            return self.block(line, BlockKind::Other);
        }
        self.kit.synopsis.push(line);
        self.block(line, BlockKind::Synopsis);
    }

    /// A title in quotation marks, or else a line that is none of the series' name.
    fn title(&mut self, line: Span) {
        let text = self.source.slice(line);
        let quoted = text.starts_with(['"', '“']) && text.ends_with(['"', '”']) && text.len() > 2;
        let bare = text.trim_matches(['"', '“', '”']);
        let header = &mut self.kit.header;
        if quoted || header.title.is_none() {
            if let (true, Some(series)) = (quoted, header.title.take()) {
                header.series.get_or_insert(series);
            }
            header.title = Some(sentence_case(bare));
        }
    }

    fn close_list(&mut self) {
        let blocks = std::mem::take(&mut self.list);
        let guest = matches!(self.part, Part::Cast { guest: true });
        let list = List { source: self.source, blocks, guest };
        let read = list.read();
        for line in list.blocks.iter().flatten() {
            let kind = if read.actors.contains(line) { BlockKind::Actor } else { BlockKind::Role };
            self.kit.blocks.push(Block { span: *line, kind });
        }
        if let Some((span, roles, actors)) = read.uneven {
            let message =
                format!("{roles} roles and {actors} actors; expected as many of one as of the other");
            self.diagnostics.push(Diagnostic::warning("roles-and-actors-differ", span, message));
        }
        self.kit.cast.extend(read.cast);
    }
}

/// A title printed in capitals as one reads it elsewhere: `TWO LONG` is `Two Long`.
fn sentence_case(title: &str) -> String {
    let flowing = title.split_whitespace().collect::<Vec<_>>();
    if title.chars().any(char::is_lowercase) {
        return flowing.join(" ");
    }
    let cased = flowing.iter().map(|word| {
        let mut characters = word.chars();
        let first = characters.next().map(String::from).unwrap_or_default();
        first + &characters.as_str().to_lowercase()
    });
    cased.collect::<Vec<_>>().join(" ")
}

fn starts_with_words(lower: &str, job: &str) -> bool {
    lower.strip_prefix(job).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.', '\t', ' ']))
        && (lower.len() > job.len() + 1 || lower.len() == job.len() || lower.ends_with(':'))
        && lower.len() < 100
}

/// `EPISODE #207`, `Episode Number: 207`, `PROD. #40840-207`.
fn episode_number(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let numbered = lower.starts_with("episode") || lower.starts_with("prod") || lower.starts_with("show #");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let number: String =
        text[digits..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    (numbered && text.len() < 40).then_some(number)
}

fn is_furniture(text: &str) -> bool {
    let lower = text.to_lowercase();
    let page = lower.contains(" page ") || lower.starts_with("page ");
    let more = matches!(lower.as_str(), "(more)" | "-more-" | "# # #" | "###" | "-30-" | "(continued)");
    (page && text.len() < 60 && lower.ends_with(|c: char| c.is_ascii_digit()))
        || more
        || (text.chars().all(|c| c.is_ascii_digit()) && text.len() < 4)
}

fn heading(text: &str) -> Option<Part> {
    let bare = text.trim_end_matches([':', '.']).trim();
    if bare.len() > 40 {
        return None;
    }
    let part = match bare.to_lowercase().as_str() {
        "cast" | "starring" | "series regulars" | "cast list" | "the cast" | "also starring"
        | "regular cast" => Part::Cast { guest: false },
        "guest stars" | "guest star" | "guest cast" | "co-stars" | "co-star" | "co-starring"
        | "featuring" | "guest starring" | "special guest star" | "also appearing" => {
            Part::Cast { guest: true }
        }
        lower
            if lower.contains("headline")
                || lower.contains("highlight")
                || lower.contains("log line")
                || lower.contains("logline listing")
                || lower == "advertising"
                || lower == "tagline" =>
        {
            Part::Headlines
        }
        "synopsis" | "story" | "credits" | "production credits" | "the story" => Part::About,
        _ => return None,
    };
    Some(part)
}
