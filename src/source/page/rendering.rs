//! Text out of the tokens of a page, one after the other.

use foldhash::{HashMap, HashMapExt};
use html5gum::emitters::callback::CallbackEvent;
use xxhash_rust::xxh3::xxh3_64;

use crate::text::span::Span;

use super::elements::{Effect, Flow, effect_of_class, effect_of_name, flow, hides, is_loose, is_void};
use super::{Page, Role};

/// The most blank lines that are kept of many.
const MOST_BREAKS: u8 = 6;

/// The most lines of a page: no page has so many, and what made one so would be more than a reader can
/// hold. What stands behind them goes on in the last line.
const MOST_LINES: usize = 50_000;

/// How much goes on in the last line of so many, bytes: far more than a page that is read. The rest is left out, and
/// counted.
const MOST_BEHIND: usize = 2 << 20;

/// How many lists in each other have bullets: what is deeper flows.
const DEEPEST_LIST: usize = 64;

/// How long a value of an attribute may be to be looked at, bytes.
const LONGEST_VALUE: usize = 4096;

/// A page in the making.
pub(super) struct Rendering {
    page: Page,
    /// Newlines to be written before the next word.
    breaks: u8,
    /// Whether white space stands before the next word.
    space: bool,
    /// What stands before the next word: a bullet, the tab between cells.
    before: Option<&'static str>,
    open: Vec<Open>,
    /// How many elements of each name are open, by its digest.
    open_by_name: HashMap<u64, usize>,
    tag: Tag,
    /// How many of the open elements are left out.
    skipped: usize,
    preformatted: usize,
    in_facts: usize,
    in_content: usize,
    lists: usize,
    /// Whether it is a page of a wiki, of which only the content is read.
    wiki: bool,
    /// Whether a piece that has a role is open, and where it begins.
    piece: Option<(usize, Role)>,
    title: String,
    in_title: bool,
    has_heading: bool,
    /// Whether nothing but a no-break space or a break has come since a paragraph began.
    blank: bool,
    /// How many lines there were when the row of a table began, and whether it has text.
    row: Option<usize>,
    /// How many times a line was ended.
    ended: usize,
    /// How many bytes went on in the last of so many lines as are kept.
    behind: usize,
}

/// An element that is open.
struct Open {
    /// A digest of its name.
    name: u64,
    effect: Effect,
}

/// The tag that is being read.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Attribute,
    by_class: Option<Effect>,
    hidden: bool,
}

#[derive(Default, Clone, Copy)]
enum Attribute {
    Named,
    Style,
    #[default]
    Other,
}

impl Rendering {
    pub(super) fn new(html: &str) -> Self {
        let wiki = ["mw-parser-output", "mw-content-text"].iter().any(|mark| html.contains(mark));
        Self {
            page: Page::default(),
            breaks: 0,
            space: false,
            before: None,
            open: Vec::new(),
            open_by_name: HashMap::new(),
            tag: Tag::default(),
            skipped: 0,
            preformatted: 0,
            in_facts: 0,
            in_content: 0,
            lists: 0,
            wiki,
            piece: None,
            title: String::new(),
            in_title: false,
            has_heading: false,
            blank: false,
            row: None,
            ended: 0,
            behind: 0,
        }
    }

    pub(super) fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let mut kept = std::mem::take(&mut self.tag.name);
                kept.clear();
                kept.extend_from_slice(name);
                self.tag = Tag { name: kept, ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = match name {
                    b"class" | b"id" => Attribute::Named,
                    b"style" => Attribute::Style,
                    _ => Attribute::Other,
                };
                self.tag.hidden |= name == b"hidden";
            }
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The page as it is by now, with its title before it where no heading is.
    pub(super) fn finish(mut self) -> Page {
        self.close_piece();
        let title = crate::text::flow::flow(&self.title);
        let beginning: String = self.page.text.chars().take(500).collect();
        let said = self.has_heading || beginning.contains(&title);
        if !said {
            let shift = title.len() + 2;
            self.page.text.insert_str(0, &format!("{title}\n\n"));
            for (span, _) in &mut self.page.roles {
                *span = Span::new(span.start + shift, span.end + shift);
            }
        }
        if !self.page.text.is_empty() {
            self.page.text.push('\n');
        }
        self.page
    }

    fn attribute(&mut self, value: &[u8]) {
        let Ok(value) = std::str::from_utf8(value.get(..LONGEST_VALUE).unwrap_or(value)) else { return };
        match self.tag.attribute {
            Attribute::Named => self.tag.by_class = self.tag.by_class.or_else(|| effect_of_class(value)),
            Attribute::Style => self.tag.hidden |= hides(value),
            Attribute::Other => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        self.opened(&tag, self_closing);
        self.tag = tag;
    }

    fn opened(&mut self, tag: &Tag, self_closing: bool) {
        let name = tag.name.as_slice();
        let reference = name == b"sup" && tag.by_class.is_none() && self.wiki;
        let effect = match (tag.hidden || reference, effect_of_name(name), tag.by_class) {
            (true, _, _) | (_, Effect::Skip, _) => Effect::Skip,
            (_, by_name @ (Effect::Title | Effect::Heading(_)), None | Some(Effect::Content)) => by_name,
            (_, Effect::Heading(_), Some(Effect::Skip)) => Effect::Skip,
            (_, by_name @ Effect::Heading(_), _) => by_name,
            (_, by_name, by_class) => by_class.unwrap_or(by_name),
        };
        // The rail beside an article is not the article; the box with its facts is.
        let rail = name == b"aside" && effect == Effect::None;
        let effect = if rail { Effect::Skip } else { effect };
        self.break_before(name);
        if is_void(name) {
            return;
        }
        let foreign =
            self_closing && matches!(name, b"title" | b"script" | b"style" | b"div" | b"span" | b"a");
        let tracked = !is_loose(name) || effect != Effect::None;
        if tracked && !foreign {
            let name = xxh3_64(name);
            self.open.push(Open { name, effect });
            *self.open_by_name.entry(name).or_default() += 1;
            self.enter(effect);
        }
    }

    /// What an element writes or breaks before its text.
    fn break_before(&mut self, name: &[u8]) {
        match name {
            b"br" => {
                self.breaks = self.breaks.saturating_add(1).min(MOST_BREAKS);
                self.blank |= self.breaks > 2;
                self.space = false;
                return;
            }
            b"hr" if self.is_shown() && self.in_facts == 0 => {
                self.at_least(2);
                if !self.wiki && !self.page.text.is_empty() {
                    self.word("* * *");
                }
            }
            b"li" if self.lists <= DEEPEST_LIST && self.is_shown() => {
                self.before = self.wiki.then_some("  • ").or(Some("• "))
            }
            b"tr" => self.row = None,
            // Cells with lines in them are columns of a page.
            b"td" | b"th" => match self.row {
                Some(ended) if self.breaks == 0 && self.ended <= ended + 1 => self.before = Some("\t"),
                Some(_) => {}
                None => self.row = Some(self.ended),
            },
            _ => {}
        }
        self.break_around(name);
        if name == b"p" {
            self.blank = false;
        }
    }

    fn break_around(&mut self, name: &[u8]) {
        let list = matches!(name, b"ul" | b"ol");
        if self.lists > DEEPEST_LIST {
            self.space = true;
            return;
        }
        match flow(name) {
            Flow::Inline => {}
            // What stands in a box of facts is a label and its value; in a list, a list.
            Flow::Paragraph if self.in_facts == 0 && !(list && self.lists > 0) => self.at_least(2),
            Flow::Line | Flow::Paragraph => self.at_least(1),
        }
    }

    fn at_least(&mut self, breaks: u8) {
        self.breaks = self.breaks.max(breaks);
        self.space = false;
    }

    fn enter(&mut self, effect: Effect) {
        match effect {
            Effect::Skip => self.skipped += 1,
            Effect::Preformatted => self.preformatted += 1,
            Effect::FactBox => {
                self.in_facts += 1;
                self.at_least(2);
            }
            Effect::Content => self.in_content += 1,
            Effect::List => self.lists += 1,
            Effect::Title => self.in_title = true,
            Effect::Heading(level) if self.in_facts == 0 => self.open_piece(Role::Heading(level)),
            Effect::Caption => {
                self.at_least(2);
                self.open_piece(Role::Caption);
            }
            Effect::Reference => self.open_piece(Role::Reference),
            Effect::Quoted => self.text("“"),
            Effect::Heading(_) | Effect::None => {}
        }
    }

    fn leave(&mut self, effect: Effect) {
        match effect {
            Effect::Skip => self.skipped = self.skipped.saturating_sub(1),
            Effect::Preformatted => self.preformatted = self.preformatted.saturating_sub(1),
            Effect::FactBox => {
                self.in_facts = self.in_facts.saturating_sub(1);
                self.at_least(2);
            }
            Effect::Content => self.in_content = self.in_content.saturating_sub(1),
            Effect::List => self.lists = self.lists.saturating_sub(1),
            Effect::Title => self.in_title = false,
            Effect::Heading(_) | Effect::Reference => self.close_piece(),
            Effect::Caption => {
                self.close_piece();
                self.at_least(2);
            }
            Effect::Quoted => {
                self.space = false;
                self.text("”");
            }
            Effect::None => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.last_open(name) {
            while self.open.len() > at {
                if let Some(open) = self.open.pop() {
                    self.leave(open.effect);
                    if let Some(count) = self.open_by_name.get_mut(&open.name) {
                        *count = count.saturating_sub(1);
                    }
                }
            }
        }
        self.break_around(name);
        if name == b"li" {
            self.before = None;
        }
        if name == b"p" && self.blank {
            self.breaks = self.breaks.saturating_add(1).min(MOST_BREAKS);
            self.blank = false;
        }
    }

    /// Where the last element called `name` is open. An end that nothing opened within so many elements is
    /// one too many.
    fn last_open(&self, name: &[u8]) -> Option<usize> {
        const NEAR: usize = 256;
        let name = xxh3_64(name);
        if self.open_by_name.get(&name).is_none_or(|count| *count == 0) {
            return None;
        }
        let near = self.open.iter().enumerate().rev().take(NEAR);
        near.into_iter().find(|(_, open)| open.name == name).map(|(at, _)| at)
    }

    fn open_piece(&mut self, role: Role) {
        if self.piece.is_none() && self.is_shown() {
            self.piece = Some((self.page.text.len(), role));
        }
    }

    fn close_piece(&mut self) {
        let Some((start, role)) = self.piece.take() else { return };
        let written = self.page.text.get(start..).unwrap_or_default();
        let start = start + written.len() - written.trim_start().len();
        if start >= self.page.text.len() {
            return;
        }
        if let Role::Heading(_) = role {
            self.has_heading = true;
            if self.wiki && self.in_content > 0 {
                self.page.text.push_str("[]");
            }
        }
        self.page.roles.push((Span::new(start, self.page.text.len()), role));
    }

    /// Whether what comes now is of what a person reads.
    fn is_shown(&self) -> bool {
        let heads = self.open.iter().rev().take(8).any(|open| open.effect == Effect::Heading(1));
        self.skipped == 0 && !self.in_title && (!self.wiki || self.in_content > 0 || heads)
    }

    fn text(&mut self, text: &str) {
        if self.in_title && self.title.len() < LONGEST_VALUE {
            self.title.extend(text.chars().take(LONGEST_VALUE));
        }
        if !self.is_shown() {
            self.page.left_out += if self.in_title { 0 } else { text.split_whitespace().count() };
            return;
        }
        if self.preformatted > 0 {
            return self.preformatted(text);
        }
        self.blank |= text.contains('\u{a0}') && text.trim().is_empty() && self.breaks > 1;
        self.space |= text.starts_with(char::is_whitespace);
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            self.word(word);
            self.space = words.peek().is_some() || text.ends_with(char::is_whitespace);
        }
    }

    fn preformatted(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.breaks = self.breaks.saturating_add(1).min(MOST_BREAKS);
            }
            let line = line.trim_end();
            if !line.is_empty() {
                self.word(line);
            }
        }
    }

    /// Writes `word`, with what is to stand before it.
    fn word(&mut self, word: &str) {
        if self.ended >= MOST_LINES {
            if self.breaks > 0 {
                (self.breaks, self.space) = (0, true);
            }
            if self.behind > MOST_BEHIND {
                self.page.left_out += 1;
                return;
            }
            self.behind += word.len() + 1;
        }
        let text = &mut self.page.text;
        let first = text.is_empty();
        if self.breaks > 0 && !first {
            self.ended += 1;
            text.extend(std::iter::repeat_n('\n', usize::from(self.breaks)));
        }
        match self.before.take() {
            Some("\t") if self.breaks > 0 || first => {}
            Some(before) => text.push_str(before),
            None if self.space && self.breaks == 0 && !first => text.push(' '),
            None => {}
        }
        // Where a browser may break a word, which it shows only there.
        text.extend(word.split('\u{ad}'));
        (self.breaks, self.space, self.blank) = (0, false, false);
    }
}
