//! What stands within the lines of wikitext: links, templates, emphasis, tags, references, comments.
//!
//! Brackets are paired in one pass before anything is rendered, so that text with a million opening
//! brackets takes no longer than its length.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::flow::beginning;

/// Stands where a line breaks within a paragraph.
pub(super) const BREAK: char = '\u{1}';
/// Stands before a line that is a caption.
pub(super) const CAPTION: char = '\u{2}';
/// Stands before a line of the box of facts.
pub(super) const FACT: char = '\u{3}';

/// The longest tag and the longest gallery that are looked for, bytes.
const LONGEST_TAG: usize = 1000;
const LONGEST_GALLERY: usize = 20_000;

/// How deep templates and links are looked into.
const DEEPEST: usize = 24;

/// Text as it is shown.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) text: String,
    /// How many words were left out: references, comments.
    pub(super) left_out: usize,
}

/// A text whose brackets are paired.
pub(super) struct Inline<'a> {
    text: &'a str,
    /// Where what opens at a byte is closed.
    pairs: HashMap<usize, usize>,
    /// Where references are closed.
    references: Vec<usize>,
    shown: Shown,
}

impl<'a> Inline<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let references = text.match_indices("</ref>").map(|(at, _)| at).collect();
        Self { text, pairs: pairs(text), references, shown: Shown::default() }
    }

    pub(super) fn shown(mut self) -> Shown {
        let text = self.range(0, self.text.len(), 0);
        Shown { text: unescaped(&text).into_owned(), ..self.shown }
    }

    /// The bytes from `at` to `end` as they are shown.
    fn range(&mut self, mut at: usize, end: usize, depth: usize) -> String {
        let mut out = String::new();
        while at < end {
            let rest = &self.text[at..end];
            let Some(next) = rest.find(['{', '[', '\'', '<', '\u{1}', '\u{2}', '\u{3}']) else {
                out.push_str(rest);
                break;
            };
            out.push_str(&rest[..next]);
            at += next;
            at += self.mark(at, end, depth, &mut out);
        }
        out
    }

    /// Writes what the mark at byte `at` comes to; gives how many bytes that takes, at least one.
    fn mark(&mut self, at: usize, end: usize, depth: usize, out: &mut String) -> usize {
        let rest = &self.text[at..end];
        let close = self.pairs.get(&at).copied().filter(|close| close + 2 <= end && depth < DEEPEST);
        if rest.starts_with("''") {
            return rest.bytes().take_while(|byte| *byte == b'\'').count();
        }
        if let Some(close) = close {
            if rest.starts_with("{{") {
                self.template(at + 2, close, depth, out);
            } else {
                self.link(at + 2, close, depth, out);
            }
            return close + 2 - at;
        }
        if rest.starts_with('<') {
            return self.tag(at, rest, out);
        }
        if let Some(taken) = outer_link(rest, out) {
            return taken;
        }
        match rest.chars().next() {
            // They are marks of this module's own.
            Some('\u{1}' | '\u{2}' | '\u{3}') => 1,
            Some(character) => {
                out.push(character);
                character.len_utf8()
            }
            None => 1,
        }
    }

    /// The parts of a template or link between bytes `at` and `end`, parted by `|` outside of others.
    fn parts(&self, at: usize, end: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let (mut start, mut here) = (at, at);
        while here < end {
            let byte = self.text.as_bytes().get(here);
            let inner = byte.filter(|byte| matches!(byte, b'{' | b'[')).and_then(|_| self.pairs.get(&here));
            match inner {
                Some(close) if close + 2 <= end => here = close + 2,
                _ => {
                    if byte == Some(&b'|') {
                        parts.push((start, here));
                        start = here + 1;
                    }
                    here += 1;
                }
            }
        }
        parts.push((start, end));
        parts
    }

    fn template(&mut self, at: usize, end: usize, depth: usize, out: &mut String) {
        let parts = self.parts(at, end);
        let (mut named, mut plain) = (Vec::new(), Vec::new());
        for (start, end) in parts.iter().skip(1).copied() {
            let part = self.range(start, end, depth + 1);
            match part.split_once('=').filter(|(key, _)| key.len() < 40 && !key.contains(['"', '<'])) {
                Some((key, value)) => named.push((key.trim().replace('_', " "), value.trim().to_owned())),
                None => plain.push(part.trim().to_owned()),
            }
        }
        let name = parts.first().map_or("", |(start, end)| self.text.get(*start..*end).unwrap_or_default());
        let written = name.trim();
        let name = written.to_lowercase();
        if named.len() >= 2 && (name.contains("sidebar") || name.contains("infobox") || named.len() > 3) {
            for (key, value) in named.iter().filter(|(_, value)| !value.is_empty()) {
                let value = value.replace('\n', " ");
                out.push_str(&format!("\n{FACT}{key}: {value}"));
            }
            out.push('\n');
            return;
        }
        plain.extend(named.into_iter().filter(|(key, _)| key.parse::<u8>().is_ok()).map(|(_, value)| value));
        out.push_str(&expanded(written, &name, &plain));
    }

    fn link(&mut self, at: usize, end: usize, depth: usize, out: &mut String) {
        let parts = self.parts(at, end);
        let target = parts.first().map_or("", |(start, end)| self.text.get(*start..*end).unwrap_or_default());
        let space = target.split_once(':').map(|(space, _)| space.trim().to_lowercase());
        match space.as_deref() {
            Some("file" | "image" | "datei" | "fichier") => {
                let captions: Vec<String> =
                    parts.iter().skip(1).map(|(start, end)| self.range(*start, *end, depth + 1)).collect();
                if let Some(caption) = captions.iter().rev().find(|part| is_caption(part)) {
                    out.push_str(&format!("\n{CAPTION}{}\n", caption.replace('\n', " ")));
                }
            }
            Some("category") => self.shown.left_out += target.split_whitespace().count(),
            // A link to the same page of a wiki in another language.
            Some(space) if space.len() == 2 && parts.len() == 1 => {
                self.shown.left_out += target.split_whitespace().count();
            }
            _ => match parts.last() {
                Some((start, end)) if parts.len() > 1 => {
                    let label = self.range(*start, *end, depth + 1);
                    out.push_str(&label);
                }
                _ => out.push_str(target.trim_start_matches(':').split('#').next().unwrap_or_default()),
            },
        }
    }

    /// How far behind byte `at` a reference is closed next.
    fn reference_end(&self, at: usize) -> Option<usize> {
        let before = self.references.partition_point(|end| *end < at);
        self.references.get(before).map(|end| end - at)
    }

    /// Writes what the tag or comment at byte `at`, that `rest` begins with comes to; gives how long it is.
    fn tag(&mut self, at: usize, rest: &str, out: &mut String) -> usize {
        let words = |text: &str| text.split_whitespace().count();
        if rest.starts_with("<!--") {
            let length = rest.find("-->").map_or(rest.len(), |at| at + 3);
            self.shown.left_out += words(rest.get(4..length.saturating_sub(3)).unwrap_or_default());
            return length;
        }
        let Some(close) = beginning(rest, LONGEST_TAG).find('>') else {
            out.push('<');
            return 1;
        };
        let inner = rest.get(1..close).unwrap_or_default().to_ascii_lowercase();
        let name =
            inner.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default().to_owned();
        match name.as_str() {
            "br" => out.push(BREAK),
            "ref" if !inner.starts_with('/') && !inner.ends_with('/') => {
                let end = self.reference_end(at).filter(|end| *end <= rest.len()).unwrap_or(close + 1);
                self.shown.left_out += words(rest.get(close + 1..end).unwrap_or_default());
                return if rest.get(end..).is_some_and(|rest| rest.starts_with("</ref>")) {
                    end + 6
                } else {
                    end
                };
            }
            "gallery" if !inner.starts_with('/') => {
                let end = beginning(rest, LONGEST_GALLERY).find("</gallery>").unwrap_or(close + 1);
                gallery(rest.get(close + 1..end).unwrap_or_default(), out);
                return end.max(close + 1);
            }
            _ if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {}
            _ => {
                out.push('<');
                return 1;
            }
        }
        close + 1
    }
}

/// The captions of a gallery's lines: `Lamp.jpg|The lamp`.
fn gallery(inner: &str, out: &mut String) {
    for caption in inner.lines().filter_map(|line| line.split_once('|')) {
        let plain = caption.1.replace("[[", "").replace("]]", "").replace("''", "");
        out.push_str(&format!("\n{CAPTION}{}\n", plain.rsplit('|').next().unwrap_or_default()));
    }
}

/// `[http://address words]`: the words.
fn outer_link(rest: &str, out: &mut String) -> Option<usize> {
    let inner = rest.strip_prefix('[').filter(|inner| {
        inner.starts_with("http://") || inner.starts_with("https://") || inner.starts_with("//")
    })?;
    let line = beginning(inner, LONGEST_TAG).lines().next().unwrap_or_default();
    let end = line.find(']')?;
    out.push_str(line[..end].split_once(' ').map_or("", |(_, words)| words));
    Some(end + 2)
}

/// Whether a part of a picture's link is its caption: none of what says how it is shown.
fn is_caption(part: &str) -> bool {
    let part = part.trim();
    let option =
        ["thumb", "thumbnail", "left", "right", "center", "centre", "none", "frame", "frameless", "border"];
    !part.is_empty()
        && !option.contains(&part)
        && !part.ends_with("px")
        && !["upright", "alt=", "link=", "width="].iter().any(|key| part.starts_with(key))
}

/// What a template comes to that is no box: names of things most of the time.
fn expanded(written: &str, name: &str, plain: &[String]) -> String {
    let first = plain.first().map(String::as_str).unwrap_or_default();
    let last = plain.last().map(String::as_str).unwrap_or_default();
    match name {
        "clear" | "reflist" | "stub" | "realworld" | "pov" | "toc" | "!" | "defaultsort" | "navbox" => {
            String::new()
        }
        "e" | "ep" | "episode" => format!("\"{first}\""),
        "d" | "date" => plain.join(" "),
        "start date" | "film date" | "end date" => {
            let numbers = plain.iter().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            numbers.map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-")
        }
        "w" | "wp" | "wikipedia" | "l" | "link" | "alt" | "nowrap" => last.to_owned(),
        "uss" | "ss" | "hms" | "iks" => format!("{} {first}", name.to_uppercase()),
        "quote" | "cquote" | "q" | "blockquote" => {
            let by = plain.get(1).filter(|by| !by.is_empty());
            let by = by.map_or_else(String::new, |by| format!("\n:- {by}\n"));
            let marked = first.starts_with(['"', '“']);
            if marked { format!("\n:{first}{by}") } else { format!("\n:\"{first}\"{by}") }
        }
        // `{{VOY|Alliances}}`: an episode of the series of that code.
        _ if written.len() == 3 && !written.contains(char::is_lowercase) && !first.is_empty() => {
            format!("{written}: \"{first}\"")
        }
        _ => first.to_owned(),
    }
}

/// Where `{{` and `[[` are closed, by where they open. What is never closed opens nothing.
fn pairs(text: &str) -> HashMap<usize, usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut pairs = HashMap::new();
    let mut at = 0;
    while let (Some(first), Some(second)) = (bytes.get(at), bytes.get(at + 1)) {
        let doubled = first == second;
        match (doubled, first) {
            (true, b'{' | b'[') => open.push((at, *first)),
            (true, b'}' | b']') => {
                let wanted = if *first == b'}' { b'{' } else { b'[' };
                if open.last().is_some_and(|(_, mark)| *mark == wanted) {
                    pairs.extend(open.pop().map(|(start, _)| (start, at)));
                } else {
                    at += 1;
                    continue;
                }
            }
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    pairs
}

/// `text` with the entities that wikis write as the characters they stand for.
pub(in crate::source) fn unescaped(text: &str) -> Cow<'_, str> {
    const NAMED: &[(&str, &str)] = &[
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("ndash", "–"),
        ("mdash", "—"),
        ("hellip", "…"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("eacute", "é"),
    ];
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let entity = end.and_then(|end| rest.get(..end)).unwrap_or_default();
        let code = entity.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => code.parse().ok(),
        });
        let named = NAMED.iter().find(|(name, _)| *name == entity).map(|(_, text)| (*text).to_owned());
        match code.and_then(char::from_u32).map(String::from).or(named) {
            Some(character) => {
                out.push_str(&character);
                rest = &rest[entity.len() + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
