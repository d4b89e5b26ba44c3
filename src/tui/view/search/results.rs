//! The rows of the results: tiers, groups, hits around what was found in them, key words in context.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::episode::Element;
use crate::search::{Group, GroupKey, Hit, KeyWord, Tier};
use crate::text::columns::{beginning, end};
use crate::tui::dock::{FarHit, FarLine, Row};
use crate::tui::layout::Pane;
use crate::tui::view::{Canvas, both_sides, row_at};
use crate::tui::widget::spans::spans;
use crate::tui::widget::wrap::{rows_around, shorten, width};

use super::seen::{Margins, rows_seen, words_of_hit};

/// Columns of the bar that shows how large a group is.
const BAR: usize = 10;

/// Columns of words from which a line of the library says its episode beside them.
const ROOM_FOR_TITLES: usize = 36;

/// What stands where something of a line is left out.
const LEFT_OUT: &str = "…";

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let search = &canvas.state.search;
    let margins = Margins::of(area.width);
    let mut drawn = 0;
    for at in rows_seen(canvas.state, area) {
        let Some(row) = search.listing.rows.get(at) else { continue };
        let first = row_at(area, drawn);
        let lines = ResultView { canvas, margins, columns: usize::from(area.width) }.lines(*row);
        let place = Rect { height: u16::try_from(lines.len()).unwrap_or(u16::MAX), ..first };
        for (line, right) in lines {
            both_sides(line, right, row_at(area, drawn), buffer);
            drawn += 1;
        }
        canvas.mark_row(Pane::Search, place.intersection(area), at == search.cursor, buffer);
    }
}

/// What a row of the listing is drawn with.
struct ResultView<'a> {
    canvas: &'a Canvas<'a>,
    margins: Margins,
    columns: usize,
}

impl<'a> ResultView<'a> {
    /// The rows of the screen for `row`, each with what stands at the end of it.
    fn lines(&self, row: Row) -> Vec<(Line<'a>, Span<'a>)> {
        let search = &self.canvas.state.search;
        let line = match row {
            Row::Tier(tier, count) => self.divider(tier_name(tier), count),
            Row::Elsewhere(count) => self.divider("told elsewhere", count),
            Row::Group(at) => {
                return search.listing.groups.get(at).map(|group| self.group(group)).into_iter().collect();
            }
            Row::Hit(at) => return search.answer.hits.get(at).map_or_else(Vec::new, |hit| self.hit(hit)),
            Row::Context(element) => self.context(element),
            Row::KeyWord(at) => search
                .listing
                .key_words
                .get(at)
                .and_then(|key_word| self.key_word(key_word))
                .unwrap_or_default(),
            Row::FarContext(hit, at) => self.far_context(hit, at),
            Row::Told(at) => self.told(at),
            Row::Far(at) => return self.far(search.library.answer.hits.get(at)),
            Row::FarTold(at) => return self.far(search.library.answer.elsewhere.get(at)),
            Row::Named(at) => return self.named(at).into_iter().collect(),
        };
        vec![(line, Span::raw(""))]
    }

    /// A name, a count, and a line to the end of the row.
    fn divider(&self, name: &str, count: usize) -> Line<'a> {
        let theme = self.canvas.theme;
        let named = format!("─ {name} {count} ");
        let rest = "─".repeat(self.columns.saturating_sub(width(&named)));
        Line::from(vec![Span::styled(named, theme.dim), Span::styled(rest, theme.border)])
    }

    fn group(&self, group: &Group) -> (Line<'a>, Span<'a>) {
        let (state, theme) = (self.canvas.state, self.canvas.theme);
        let listing = &state.search.listing;
        let largest = listing.groups.first().map_or(1, |group| group.hits.len()).max(1);
        let count = group.hits.len();
        let sign = if listing.is_open(group) { "▾ " } else { "▸ " };
        let right = format!("{} {count:>4}", bar(count, largest));
        let room = self.columns.saturating_sub(width(&right) + width(sign) + 1);
        let name = group.key.name(&state.table.episode);
        let style = match group.key {
            GroupKey::Speaker(Some(ix)) => theme.speaker(state.table.colour(ix)),
            GroupKey::Scene(_) | GroupKey::Episode => theme.heading,
            GroupKey::Speaker(None) => theme.dim,
        };
        let line =
            vec![Span::styled(sign, theme.dim), Span::styled(shorten(&name, room).into_owned(), style)];
        (Line::from(line), Span::styled(right, theme.id))
    }

    fn hit(&self, hit: &Hit) -> Vec<(Line<'a>, Span<'a>)> {
        let (state, theme) = (self.canvas.state, self.canvas.theme);
        let at = hit.element.at();
        let Some(element) = state.table.episode.elements.get(at) else { return Vec::new() };
        let over: Vec<_> = state.answering(at).into_iter().map(|found| (found, theme.matched)).collect();
        let rows = words_of_hit(state, self.margins, hit);
        let last = rows.len().saturating_sub(1);
        let also = also_in(hit);
        let line = |(number, row): (usize, Range<usize>)| {
            let cut =
                [number == 0 && row.start > 0, number == last && row.end < element.text.trim_end().len()];
            let mut line = if number == 0 {
                self.before_words(element, hit.tier == Tier::Near)
            } else {
                vec![self.indent()]
            };
            line.push(Span::styled(if cut[0] { LEFT_OUT } else { " " }, theme.dim));
            line.extend(spans(&element.text, row, theme.text, &over));
            if cut[1] {
                line.push(Span::styled(LEFT_OUT, theme.dim));
            }
            let right = if number == 0 { also.clone() } else { String::new() };
            (Line::from(line), Span::styled(right, theme.borrowed))
        };
        rows.into_iter().enumerate().map(line).collect()
    }

    /// A hit's mark, id and speaker.
    fn before_words(&self, element: &Element, near: bool) -> Vec<Span<'a>> {
        let theme = self.canvas.theme;
        let Margins { id, name, .. } = self.margins;
        let mark = if near { "≈" } else { " " };
        let (who, style) = self.who(element);
        vec![
            Span::styled(mark, theme.borrowed),
            Span::styled(format!("{:<id$}", element.id.to_string()), theme.id),
            Span::styled(format!("{} ", padded(&who, name.saturating_sub(1))), style),
        ]
    }

    fn indent(&self) -> Span<'a> {
        Span::raw(" ".repeat(self.margins.id + self.margins.name + 1))
    }

    /// Who speaks, or what it is that nobody says.
    fn who(&self, element: &Element) -> (String, Style) {
        let (state, theme) = (self.canvas.state, self.canvas.theme);
        let style = element.speakers.first().map_or(theme.dim, |ix| theme.speaker(state.table.colour(*ix)));
        let name = state.table.episode.speaker_name(element);
        (name.unwrap_or_else(|| element.kind.name().to_owned()), style)
    }

    fn context(&self, element: usize) -> Line<'a> {
        let Some(element) = self.canvas.state.table.episode.elements.get(element) else {
            return Line::default();
        };
        let (who, _) = self.who(element);
        self.around(&who, &element.text)
    }

    fn key_word(&self, key_word: &KeyWord) -> Option<Line<'a>> {
        let search = &self.canvas.state.search;
        let (before, text) = if search.listing.is_far {
            let hit = search.library.answer.hits.get(key_word.hit)?;
            (self.before_far_words(hit), &hit.text)
        } else {
            let element = self.canvas.state.table.episode.elements.get(key_word.element.at())?;
            let near = search.answer.hits.get(key_word.hit).is_some_and(|hit| hit.tier == Tier::Near);
            (self.before_words(element, near), &element.text)
        };
        Some(self.in_context(before, text, &key_word.found))
    }

    /// `text` behind `line`, with what was `found` in the same column of every row.
    fn in_context(&self, mut line: Vec<Span<'a>>, text: &'a str, found: &Range<usize>) -> Line<'a> {
        let theme = self.canvas.theme;
        let part = |range| text.get(range).unwrap_or_default();
        let after = part(found.end..text.len());
        let room = self.margins.words * 2 / 5;
        let before = end(part(0..found.start), room);
        let found = part(found.clone());
        line.push(Span::raw(" ".repeat(room.saturating_sub(width(before)) + 1)));
        line.push(Span::styled(before, theme.text));
        line.push(Span::styled(found, theme.matched));
        let left = self.margins.words.saturating_sub(room + width(found));
        line.push(Span::styled(beginning(after, left), theme.text));
        Line::from(line)
    }

    /// The mark, id and speaker of a line of the library.
    fn before_far_words(&self, hit: &FarHit) -> Vec<Span<'a>> {
        let theme = self.canvas.theme;
        let Margins { id, name, .. } = self.margins;
        let mark = if hit.tier == Tier::Near { "≈" } else { " " };
        let number = hit.id.map(|id| id.to_string()).unwrap_or_default();
        vec![
            Span::styled(mark, theme.borrowed),
            Span::styled(format!("{number:<id$}"), theme.id),
            Span::styled(format!("{} ", padded(&hit.who, name.saturating_sub(1))), theme.text),
        ]
    }

    /// The line `at` of those around a hit of the library.
    fn far_context(&self, hit: usize, at: usize) -> Line<'a> {
        let hit = self.canvas.state.search.library.answer.hits.get(hit);
        let Some(FarLine { who, text }) = hit.and_then(|hit| hit.around.get(at)) else {
            return Line::default();
        };
        self.around(who, text)
    }

    /// A line around a hit.
    fn around(&self, who: &str, text: &str) -> Line<'a> {
        let Margins { id, name, words } = self.margins;
        let (indent, words) = (" ".repeat(id + 1), shorten(text, words));
        Line::styled(
            format!("{indent}{}  {words}", padded(who, name.saturating_sub(1))),
            self.canvas.theme.dim,
        )
    }

    /// A line of the library, around what was found in it, with its episode at the end.
    fn far(&self, hit: Option<&FarHit>) -> Vec<(Line<'a>, Span<'a>)> {
        let Some(hit) = hit else { return Vec::new() };
        let theme = self.canvas.theme;
        let words = self.margins.words;
        let title = if words < ROOM_FOR_TITLES { 0 } else { words / 3 };
        let title = shorten(&hit.title, title).into_owned();
        let room = words.saturating_sub(width(&title) + 3);
        let found = hit.lit.first().map_or(0, |lit| lit.start);
        let row = rows_around(&hit.text, found, room, 1).into_iter().next().unwrap_or_default();
        let cut = [row.start > 0, row.end < hit.text.trim_end().len()];
        let sign = |cut: bool| Span::styled(if cut { LEFT_OUT } else { " " }, theme.dim);
        let mut line = self.before_far_words(hit);
        line.push(sign(cut[0]));
        let over: Vec<_> = hit.lit.iter().map(|lit| (lit.clone(), theme.matched)).collect();
        line.extend(spans(&hit.text, row, theme.text, &over).into_iter().map(owned));
        line.push(sign(cut[1]));
        vec![(Line::from(line), Span::styled(title, theme.dim))]
    }

    /// A name that lines of the library are counted by.
    fn named(&self, at: usize) -> Option<(Line<'a>, Span<'a>)> {
        let (search, theme) = (&self.canvas.state.search, self.canvas.theme);
        let (answer, by) = (&search.library.answer, search.listing.grouping?);
        let (name, count) = answer.name(by, at)?;
        let largest = answer.name(by, 0).map_or(1, |(_, count)| count).max(1);
        let right = format!("{} {count:>6}", bar(count, largest));
        let room = self.columns.saturating_sub(width(&right) + 2);
        let line = Line::styled(format!(" {}", shorten(name, room)), theme.text);
        Some((line, Span::styled(right, theme.id)))
    }

    fn told(&self, at: usize) -> Line<'a> {
        let state = self.canvas.state;
        let Some(told) = state.search.answer.told.get(at) else { return Line::default() };
        let text = format!(" {}: {}", told.witness, told.witness.text(&state.table.episode));
        Line::styled(shorten(&text, self.columns).into_owned(), self.canvas.theme.dim)
    }
}

/// In how many other documents the hit is found too, where it is.
pub(super) fn also_in(hit: &Hit) -> String {
    if hit.witnesses.is_empty() { String::new() } else { format!("+{}", hit.witnesses.len()) }
}

/// What a tier is called.
fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Phrase => "phrase",
        Tier::Words => "words",
        Tier::Prefix => "beginnings",
        Tier::Near => "near",
    }
}

/// `text` in exactly `columns`.
fn padded(text: &str, columns: usize) -> String {
    let short = shorten(text, columns);
    let pad = columns.saturating_sub(width(&short));
    format!("{short}{}", " ".repeat(pad))
}

fn owned<'a>(span: Span<'_>) -> Span<'a> {
    Span::styled(span.content.into_owned(), span.style)
}

/// A bar for `count` where `largest` fills it, in eighths of a column, padded to its length.
fn bar(count: usize, largest: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (count * BAR * 8).div_ceil(largest);
    let part = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    padded(&format!("{}{part}", "█".repeat(eighths / 8)), BAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_the_counts_are_large() {
        for (count, largest, expected) in [
            (8, 8, "██████████"),
            (4, 8, "█████     "),
            (1, 8, "█▎        "),
            (1, 1000, "▏         "),
            (0, 3, "          "),
        ] {
            assert_eq!(bar(count, largest), expected);
        }
    }
}
