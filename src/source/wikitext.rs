//! Wikitext, as a page's source or as the XML that a wiki exports: what a person would read of the page,
//! in the form in which saved pages are read (headings with `[]` behind them, bullets, captions).

mod inline;
mod tables;

use std::borrow::Cow;

use memchr::memmem;

use crate::text::flow::beginning;
use crate::text::span::Span;

use super::page::{Page, Role};
use inline::Inline;
pub(super) use inline::unescaped;

/// How much of a text is looked at to see whether it is wikitext, bytes.
const SAMPLE: usize = 64 * 1024;

/// Whether `text` is an export of a wiki, or the source of a page: links and templates or emphasis of a
/// wiki, and headings between equals signs.
pub(super) fn is_wikitext(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if is_export(start) {
        return true;
    }
    let sample = beginning(start, SAMPLE);
    let has = |mark: &str, least: usize| memmem::find_iter(sample.as_bytes(), mark).nth(least - 1).is_some();
    let linked = || has("[[", 2) && has("]]", 2);
    let headed = || sample.lines().any(|line| heading(line.trim_end()).is_some());
    let marked = || has("'''", 2) || has("{{", 1) && has("}}", 1);
    // Every document is asked, and hardly one has links.
    linked() && marked() && (has("{{", 2) || headed())
}

fn is_export(text: &str) -> bool {
    let beginning: &str = text.get(..400).unwrap_or(text);
    beginning.starts_with("<mediawiki") || beginning.starts_with("<?xml") && beginning.contains("<mediawiki")
}

/// `text` as a person reads it.
pub(super) fn page(text: &str) -> Page {
    let mut writing = Writing::default();
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if is_export(start) {
        let pages = exported(start);
        let articles = pages.iter().filter(|page| page.is_article).count();
        for page in &pages {
            if page.is_article || articles == 0 {
                writing.heading(1, &page.title, false);
                writing.source(&page.source);
            } else {
                writing.page.left_out += page.source.split_whitespace().count();
            }
        }
    } else {
        writing.source(text);
    }
    writing.finish()
}

/// A page of an export.
struct Exported {
    title: String,
    source: String,
    /// Whether it is one to be read, and not a template, a talk page or the like.
    is_article: bool,
}

/// Every page of an export.
fn exported(xml: &str) -> Vec<Exported> {
    let mut pages = Vec::new();
    for page in xml.split("<page>").skip(1) {
        let title = between(page, "<title>", "</title>").unwrap_or_default();
        let text = page.find("<text").and_then(|at| page.get(at..)).unwrap_or_default();
        let source = between(text, ">", "</text>").unwrap_or_default();
        pages.push(Exported {
            title: unescaped(title).into_owned(),
            source: unescaped(source).into_owned(),
            is_article: between(page, "<ns>", "</ns>").is_none_or(|namespace| namespace.trim() == "0"),
        });
    }
    pages
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inner, _)| inner)
}

/// The level and the words of a heading `== Act One ==`.
fn heading(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'=').count();
    let inner = line.get(level..)?.strip_suffix("=".repeat(level).as_str())?.trim();
    ((2..=6).contains(&level) && !inner.is_empty() && !inner.starts_with('='))
        .then(|| (u8::try_from(level).unwrap_or(6), inner))
}

/// A page in the making.
#[derive(Default)]
struct Writing {
    page: Page,
    /// Whether the line before is one of a paragraph, which the next goes on.
    in_paragraph: bool,
}

impl Writing {
    fn source(&mut self, source: &str) {
        let shown = Inline::of(source).shown();
        self.page.left_out += shown.left_out;
        let mut lines = shown.text.lines().peekable();
        while let Some(line) = lines.next() {
            let trimmed = line.trim();
            if trimmed.starts_with("{|") {
                let rest = std::iter::from_fn(|| lines.next());
                let rows = tables::rows(rest.map(str::trim).take_while(|line| !line.starts_with("|}")));
                self.table(&rows);
            } else {
                self.line(trimmed);
            }
        }
        self.end_paragraph();
    }

    fn line(&mut self, line: &str) {
        if let Some(caption) = line.strip_prefix(inline::CAPTION) {
            return self.piece(caption.trim(), Some(Role::Caption), 2);
        }
        if let Some(fact) = line.strip_prefix(inline::FACT) {
            return self.piece(fact.trim(), None, 1);
        }
        if let Some((level, name)) = heading(line) {
            return self.heading(level, name, true);
        }
        match line.chars().next() {
            None => self.end_paragraph(),
            Some('*' | '#') => {
                let item = line.trim_start_matches(['*', '#', ':', ';']).trim_start();
                self.piece(&format!("  • {item}"), None, 1);
            }
            Some(':' | ';') => self.piece(line.trim_start_matches([':', ';', '*']).trim_start(), None, 1),
            Some('-') if line.bytes().all(|byte| byte == b'-') && line.len() >= 4 => self.end_paragraph(),
            Some(_) => self.words(line),
        }
    }

    fn heading(&mut self, level: u8, name: &str, marked: bool) {
        let mark = if marked { "[]" } else { "" };
        self.piece(&format!("{name}{mark}"), Some(Role::Heading(level)), 2);
    }

    fn table(&mut self, rows: &[tables::Row]) {
        self.end_paragraph();
        for row in rows {
            match row {
                tables::Row::Caption(caption) => self.piece(caption, Some(Role::Caption), 2),
                tables::Row::Cells(cells) => self.piece(cells, None, 1),
            }
        }
        self.end_paragraph();
    }

    /// A line of a paragraph; what breaks it stands in it as [`inline::BREAK`].
    fn words(&mut self, line: &str) {
        for (at, part) in line.split(inline::BREAK).enumerate() {
            let part = part.trim();
            if self.in_paragraph && !self.page.text.ends_with('\n') {
                self.page.text.push(if at > 0 { '\n' } else { ' ' });
            }
            self.page.text.push_str(part);
            self.in_paragraph = true;
        }
        // A break at the end of a line: the next line is one of its own.
        if line.trim_end().ends_with(inline::BREAK) && !self.page.text.ends_with('\n') {
            self.page.text.push('\n');
        }
    }

    /// A piece on lines of its own, after so many newlines.
    fn piece(&mut self, piece: &str, role: Option<Role>, breaks: usize) {
        let piece: Cow<'_, str> = match piece.contains(inline::BREAK) {
            true => piece.replace(inline::BREAK, "\n").into(),
            false => piece.into(),
        };
        // What is blank behind it, a break for one, is no part of it.
        let piece = piece.trim_end();
        if piece.is_empty() {
            return;
        }
        self.in_paragraph = false;
        self.ends_with_newlines(breaks);
        let start = self.page.text.len();
        self.page.text.push_str(piece);
        if let Some(role) = role {
            self.page.roles.push((Span::new(start, self.page.text.len()), role));
        }
        self.page.text.push_str(if breaks > 1 { "\n\n" } else { "\n" });
    }

    fn end_paragraph(&mut self) {
        self.in_paragraph = false;
        self.ends_with_newlines(2);
    }

    fn ends_with_newlines(&mut self, least: usize) {
        if self.page.text.is_empty() {
            return;
        }
        let have = self.page.text.bytes().rev().take_while(|byte| *byte == b'\n').take(least).count();
        self.page.text.extend(std::iter::repeat_n('\n', least - have));
    }

    fn finish(mut self) -> Page {
        self.page.text.truncate(self.page.text.trim_end().len());
        if !self.page.text.is_empty() {
            self.page.text.push('\n');
        }
        self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_its_readers_see_it() {
        let source = "{{Sidebar episode\n| title = Slack Water\n| series = [[Halyard]]\n| image = x.jpg\n}}\n\
                      '''Slack Water''' is an episode.<ref>''Lamps'', p. 2</ref> It is [[lamp room|dark]].\n\n\
                      == Summary ==\n=== Act One ===\n[[File:Lamp.jpg|thumb|180px|The [[lamp]], out]]\nMaren waits.\n\
                      Orrin climbs.\n\n== Memorable quotes ==\n\"Out?\"<br />\n\"Out.\"\n:- '''Maren''' and {{dis|Orrin|mate}}\n\
                      * One\n** Two, see {{e|Neap Tide}}\n{| class=\"wikitable\"\n! Night !! Seen\n|-\n| First || 12\n|}\n[[Category:Episodes]]\n";
        let page = page(source);
        assert_eq!(
            page.text,
            "title: Slack Water\nseries: Halyard\nimage: x.jpg\n\nSlack Water is an episode. It is dark.\n\n\
             Summary[]\n\nAct One[]\n\nThe lamp, out\n\nMaren waits. Orrin climbs.\n\nMemorable quotes[]\n\n\
             \"Out?\"\n\"Out.\"\n- Maren and Orrin\n  • One\n  • Two, see \"Neap Tide\"\n\nNight\tSeen\nFirst\t12\n"
        );
        let roles: Vec<_> = page.roles.iter().map(|(span, role)| (span.of(&page.text), *role)).collect();
        assert!(roles.contains(&("The lamp, out", Role::Caption)), "{roles:?}");
        assert_eq!(page.left_out, 4);
    }

    #[test]
    fn an_export_has_pages_with_titles() {
        let xml = "<mediawiki xml:lang=\"en\">\n<page><title>Fog &amp; Tide</title><revision>\
                   <text xml:space=\"preserve\">'''Fog''' &lt;br&gt;x</text></revision></page></mediawiki>";
        assert!(is_wikitext(xml));
        assert_eq!(page(xml).text, "Fog & Tide\n\nFog\nx\n");
        let more = "<page><title>Template:Box</title><ns>10</ns><revision><text>{{{1}}} two</text></revision></page></mediawiki>";
        let with_template = page(&xml.replace("</mediawiki>", more));
        assert_eq!((with_template.text.as_str(), with_template.left_out), ("Fog & Tide\n\nFog\nx\n", 2));
    }

    #[test]
    fn other_texts_are_no_wikitext() {
        for text in [
            "[[A note]]\nMAREN\nOut.\n\n[[Another]]\n",
            "== Act One ==\nMaren waits.\n",
            "MAREN: '''what''' '''''\n",
            "",
        ] {
            assert!(!is_wikitext(text), "{text}");
        }
    }
}
