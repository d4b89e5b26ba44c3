//! The script: rows from the topmost place down, centred, the current element marked beside them.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::document::Kind;
use crate::document::script::Setting;
use crate::document::words::Emphasis;
use crate::episode::{Act, Element, ElementIx, ElementKind, Origin, SpeakerIx};
use crate::tui::layout::Pane;
use crate::tui::page::{INDENT, Place, Row, is_scene_heading, scene_title};
use crate::tui::state::{GUTTER, State};
use crate::tui::widget::spans::spans;
use crate::tui::widget::wrap::{shorten, width};

use super::marks::signs;
use super::{Canvas, both_sides, row_at};

/// What is added to the style of what was found at the place that is looked at.
pub(super) const HERE: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));

pub(super) fn draw(canvas: &Canvas, area: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let text_width = state.line_width(area.width);
    let left = area.width.saturating_sub(text_width + GUTTER) / 2;
    let column = Rect { x: area.x + left, width: (text_width + GUTTER).min(area.width), ..area };
    let page = state.page();
    let mut drawn = 0;
    let mut place = state.script.top;
    while drawn < usize::from(area.height) && place.element < state.table.episode.elements.len() {
        let rows = page.rows(place.element);
        if rows.is_empty() {
            place = Place { element: place.element + 1, row: 0 };
            continue;
        }
        let element = ElementView::new(canvas, place.element);
        let first = rows.iter().position(is_content).unwrap_or_default();
        for (at, row) in rows.iter().enumerate().skip(place.row) {
            element.draw(row, row_at(column, drawn), buffer);
            element.sign(at.checked_sub(first), row_at(column, drawn), buffer);
            if state.fresh == Some(Place { row: at, ..place }) {
                fresh(canvas, row_at(column, drawn), buffer);
            }
            drawn += 1;
        }
        place = Place { element: place.element + 1, row: 0 };
    }
    if state.table.episode.elements.is_empty() {
        Line::styled("nothing to read in this document", canvas.theme.dim).render(column, buffer);
    }
}

/// The pane's title, with what the script is limited to.
pub(super) fn title(state: &State) -> String {
    let mut title = Pane::Script.title().to_owned();
    if let Some(holding) = state.shown.limit() {
        title.push_str(&format!(" &{} {holding}", state.shown.input.text()));
    }
    if state.shown.bare {
        title.push_str(" · only what is said");
    }
    title
}

/// Marks the first row that the last page brought.
fn fresh(canvas: &Canvas, row: Rect, buffer: &mut Buffer) {
    let mark = Rect { x: row.x.saturating_add(1), width: 1, ..row }.intersection(row);
    Span::styled("›", canvas.theme.current).render(mark, buffer);
}

/// Whether a row is the element's own and not what comes before it.
fn is_content(row: &Row) -> bool {
    !matches!(row, Row::Gap | Row::Act | Row::Continued)
}

/// One element with all that its rows need.
struct ElementView<'a> {
    canvas: &'a Canvas<'a>,
    index: usize,
    element: &'a Element,
    found: Vec<Range<usize>>,
    lit: bool,
    /// What a person put beside it.
    signs: Vec<char>,
}

impl<'a> ElementView<'a> {
    fn new(canvas: &'a Canvas, index: usize) -> Self {
        let element = &canvas.state.table.episode.elements[index];
        let lit = canvas.state.speakers.choice.lights_any(&element.speakers);
        Self {
            canvas,
            index,
            element,
            found: canvas.state.found(index),
            lit,
            signs: signs(canvas.state, index),
        }
    }

    fn draw(&self, row: &Row, place: Rect, buffer: &mut Buffer) {
        if place.is_empty() {
            return;
        }
        let theme = self.canvas.theme;
        let text =
            Rect { x: place.x + GUTTER.min(place.width), width: place.width.saturating_sub(GUTTER), ..place };
        if is_content(row) {
            self.mark(place, buffer);
        }
        match row {
            Row::Gap => {}
            Row::Act => self.act(text, buffer),
            Row::Continued => self.heading(true, text, buffer),
            Row::Heading => self.heading(false, text, buffer),
            Row::Label => self.label(text, buffer),
            Row::Words(words) => {
                let said = matches!(self.element.kind, ElementKind::Speech | ElementKind::Log);
                let indent = if said { INDENT.min(text.width) } else { 0 };
                let text = Rect { x: text.x + indent, width: text.width - indent, ..text };
                let asides = self.element.asides.iter().map(|aside| (aside.clone(), theme.direction));
                let emphasis = self.element.emphasis.iter().map(|(part, set)| (part.clone(), set_as(*set)));
                let over: Vec<_> =
                    asides.chain(emphasis).chain(self.lights(self.element.text.len())).collect();
                Line::from(spans(&self.element.text, words.clone(), self.words_style(), &over))
                    .alignment(alignment(self.element.setting))
                    .render(text, buffer);
            }
        }
    }

    /// The sign beside the element's own row of this number.
    fn sign(&self, row: Option<usize>, place: Rect, buffer: &mut Buffer) {
        let Some(sign) = row.and_then(|row| self.signs.get(row)) else { return };
        if place.width > 1 && place.height > 0 {
            buffer.set_string(place.x + 1, place.y, sign.to_string(), self.canvas.theme.current);
        }
    }

    /// The marks beside the current line and beside lines that are lit.
    fn mark(&self, place: Rect, buffer: &mut Buffer) {
        let (theme, state) = (self.canvas.theme, self.canvas.state);
        let selected = state.selected().is_some_and(|selected| selected.contains(&self.index));
        if selected {
            buffer.set_style(place, theme.selected);
        }
        let mark = if self.index == self.canvas.state.script.current {
            Span::styled("▌", theme.current)
        } else if selected {
            Span::styled("┃", theme.current)
        } else if self.lit {
            Span::styled("│", theme.lit)
        } else {
            return;
        };
        mark.render(Rect { width: 1, ..place }, buffer);
    }

    /// What was found in the element's text, in a row of `length` bytes that ends with that text.
    fn lights(&self, length: usize) -> Vec<(Range<usize>, Style)> {
        let before = length.saturating_sub(self.element.text.len());
        let moved = |range: &Range<usize>| range.start + before..range.end + before;
        let found = self.found.iter().map(|range| (moved(range), self.canvas.theme.matched));
        let here = self.canvas.state.find.here().filter(|here| here.element == self.index);
        found.chain(here.map(|here| (moved(&here.range), HERE))).collect()
    }

    fn words_style(&self) -> Style {
        let theme = self.canvas.theme;
        match self.element.kind {
            ElementKind::Speech | ElementKind::Narration => theme.text,
            ElementKind::Log => theme.log,
            ElementKind::Direction => theme.direction,
            ElementKind::Heading => theme.heading,
            ElementKind::Metadata | ElementKind::Other => theme.dim,
        }
    }

    fn act(&self, place: Rect, buffer: &mut Buffer) {
        let theme = self.canvas.theme;
        let page = self.canvas.state.page();
        let Some(act) = page.opened_act(self.index) else { return };
        let name = act.name.to_uppercase();
        let borrowed = borrowed(act);
        let (name, borrowed) = (Span::styled(name, theme.act), Span::styled(borrowed, theme.borrowed));
        rule(Line::from(name), borrowed, "━", theme.act, place, buffer);
    }

    fn heading(&self, continued: bool, place: Rect, buffer: &mut Buffer) {
        let theme = self.canvas.theme;
        let mut title = scene_title(&self.canvas.state.table.episode, ElementIx::new(self.index));
        if continued {
            title.push_str(" (continued)");
        }
        let id = if continued { String::new() } else { self.element.id.to_string() };
        let style = if continued { theme.dim } else { theme.heading };
        if !continued && !is_scene_heading(self.element) {
            title.clone_from(&self.element.text);
        }
        let lights = if continued { Vec::new() } else { self.lights(title.len()) };
        let title = spans(&title, 0..title.len(), style, &lights);
        rule(Line::from(title), Span::styled(id, theme.id), "─", theme.border, place, buffer);
    }

    fn label(&self, place: Rect, buffer: &mut Buffer) {
        let (state, theme) = (self.canvas.state, self.canvas.theme);
        let id = Span::styled(self.element.id.to_string(), theme.id);
        let mut line = Vec::new();
        if self.element.kind == ElementKind::Log {
            line.push(Span::styled("LOG", theme.log.patch(theme.title_focused)));
            line.push(Span::styled(self.log_details(), theme.dim));
        } else if self.element.speakers.is_empty() {
            line.push(Span::styled("unknown speaker", theme.dim));
        }
        for (at, speaker) in self.element.speakers.iter().enumerate() {
            if self.element.kind == ElementKind::Log {
                break;
            }
            if at > 0 {
                line.push(Span::styled(" + ", theme.dim));
            }
            line.push(Span::styled(
                state.table.episode.speaker(*speaker).name.as_str(),
                self.name_style(*speaker),
            ));
        }
        if let Some(extension) = self.element.extension.as_ref().filter(|_| !state.shown.bare) {
            line.push(Span::styled(format!("  {extension}"), theme.direction));
        }
        let concluded = self.element.confidence < 1.0 && !self.element.speakers.is_empty();
        if self.element.kind == ElementKind::Speech && concluded {
            line.push(Span::styled(format!("  ~{:.0} %", self.element.confidence * 100.0), theme.borrowed));
        }
        both_sides(Line::from(line), id, place, buffer);
    }

    fn name_style(&self, speaker: SpeakerIx) -> Style {
        let theme = self.canvas.theme;
        let choice = &self.canvas.state.speakers.choice;
        if choice.lights(speaker) || choice.excludes(speaker) {
            return if choice.lights(speaker) { theme.lit } else { theme.dim };
        }
        theme.speaker(self.canvas.state.table.colour(speaker))
    }

    /// Whose log it is and of which day, as far as is known.
    fn log_details(&self) -> String {
        let episode = &self.canvas.state.table.episode;
        let log = episode.logs.iter().find(|log| log.element.at() == self.index);
        let mut details = String::new();
        if let Some(speaker) = log.and_then(|log| log.speaker) {
            let sure = if speaker.origin == Origin::Marked { "" } else { "~" };
            details.push_str(&format!("  {sure}{}", episode.speaker(speaker.value).name));
        }
        if let Some(stardate) = log.and_then(|log| log.stardate.as_ref()) {
            details.push_str(&format!("  {stardate}"));
        }
        details
    }
}

/// How emphasised words look.
fn set_as(emphasis: Emphasis) -> Style {
    let marks = [
        (emphasis.bold, Modifier::BOLD),
        (emphasis.italic || emphasis.sung, Modifier::ITALIC),
        (emphasis.underlined, Modifier::UNDERLINED),
    ];
    marks.iter().filter(|(set, _)| *set).fold(Style::new(), |style, (_, mark)| style.add_modifier(*mark))
}

/// Where on the page a screenplay sets what is set so.
fn alignment(setting: Setting) -> Alignment {
    match setting {
        Setting::Transition => Alignment::Right,
        Setting::Centred => Alignment::Center,
        _ => Alignment::Left,
    }
}

/// What is to be said of an act that the script does not mark.
fn borrowed(act: &Act) -> String {
    match act.origin {
        Origin::Marked | Origin::Stated => String::new(),
        Origin::Aligned => format!("~ from the {}, {:.0} %", lender(act), act.confidence * 100.0),
        Origin::Inferred => format!("~ inferred, {:.0} %", act.confidence * 100.0),
    }
}

/// What an act was borrowed from, in words.
pub(super) fn lender(act: &Act) -> &'static str {
    act.lender.map_or("summary", Kind::name)
}

/// A title and something at the right end, with a line between them.
fn rule(title: Line, right: Span, line: &str, style: Style, place: Rect, buffer: &mut Buffer) {
    let width_of = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let room = usize::from(place.width);
    let right = if title.width() + right.width() + 3 > room { Span::raw("") } else { right };
    let title = shortened(title, room);
    let start = u16::try_from(title.width()).unwrap_or(u16::MAX).saturating_add(1);
    let end = place
        .width
        .saturating_sub(width_of(&right.content))
        .saturating_sub(u16::from(!right.content.is_empty()));
    for x in start..end {
        buffer.set_string(place.x + x, place.y, line, style);
    }
    both_sides(title, right, place, buffer);
}

/// `title` in at most `room` columns; one that has to be cut is all in its first style.
fn shortened(title: Line, room: usize) -> Line {
    if title.width() <= room {
        return title;
    }
    let style = title.spans.first().map_or(Style::new(), |span| span.style);
    let text: String = title.spans.iter().map(|span| &*span.content).collect();
    Line::styled(shorten(&text, room).into_owned(), style)
}
