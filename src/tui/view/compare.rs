//! The script and another telling of it side by side, with what differs lit.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::comparison::{Passage, Words, text_of};
use crate::episode::ElementKind;
use crate::tui::sheet::{Against, COMPARE_BETWEEN, COMPARE_GUTTER, COMPARE_INDENT, Piece, Sides};
use crate::tui::widget::spans::spans;
use crate::tui::widget::tall::At;

use super::sheet::tabs;
use super::{Canvas, both_sides, clock, row_at};

/// Columns below which there is no room for all tabs.
const ROOM_FOR_TABS: u16 = 60;

pub(super) fn title(canvas: &Canvas) -> Line<'static> {
    let against = canvas.state.sheets.compare.against;
    // Where not all of them fit, the one that is shown does.
    let roomy = canvas.places.screen.width >= ROOM_FOR_TABS;
    let tabbed = Against::ALL.into_iter().filter(|of| roomy || *of == against);
    tabs(canvas, "Script and", tabbed.map(|of| (of.title(), of == against)))
}

pub(super) fn draw(canvas: &Canvas, inside: Rect, buffer: &mut Buffer) {
    let state = canvas.state;
    let (sheet, episode) = (&state.sheets.compare, &state.table.episode);
    if sheet.passages.is_empty() {
        let nothing = format!("this episode has no {}", sheet.against.title());
        return Line::styled(nothing, canvas.theme.dim).render(inside, buffer);
    }
    let sides = Sides::fit(inside.width);
    let mut at = sheet.settled(episode, inside.as_size());
    let mut drawn = 0;
    while drawn < usize::from(inside.height) && at.item < sheet.passages.len() {
        let Some(passage) = sheet.passages.get(at.item) else { break };
        let side = Side { canvas, passage, here: at.item == sheet.cursor };
        for (script, other) in sheet.rows(episode, at.item, sides).into_iter().skip(at.row) {
            side.row((script, other), sides, row_at(inside, drawn), buffer);
            drawn += 1;
        }
        at = At { item: at.item + 1, row: 0 };
    }
}

/// A passage with what its rows need.
struct Side<'a> {
    canvas: &'a Canvas<'a>,
    passage: &'a Passage,
    here: bool,
}

impl Side<'_> {
    fn row(
        &self,
        (script, other): (Option<Piece>, Option<Piece>),
        sides: Sides,
        place: Rect,
        buffer: &mut Buffer,
    ) {
        if place.is_empty() {
            return;
        }
        let theme = self.canvas.theme;
        let empty = script.is_none() && other.is_none();
        if self.here && !empty {
            Span::styled("▌", theme.current).render(Rect { width: 1, ..place }, buffer);
        }
        let left = part(place, COMPARE_GUTTER, sides.widths.0);
        let right = match sides.stacked {
            true => part(place, COMPARE_GUTTER + COMPARE_INDENT, sides.widths.1),
            false => part(place, COMPARE_GUTTER + sides.widths.0 + COMPARE_BETWEEN, sides.widths.1),
        };
        if let Some(piece) = script {
            self.script(&piece, left, buffer);
        }
        if let Some(piece) = other {
            self.other(&piece, right, buffer);
        }
        if !sides.stacked && !empty {
            let line = part(place, COMPARE_GUTTER + sides.widths.0 + 1, 1);
            Span::styled("│", theme.border).render(line, buffer);
        }
    }

    fn script(&self, piece: &Piece, place: Rect, buffer: &mut Buffer) {
        let (state, theme) = (self.canvas.state, self.canvas.theme);
        let episode = &state.table.episode;
        let line = |at: usize| self.passage.script.get(at);
        match piece {
            Piece::Absent => absent("not in the script", theme.borrowed, place, buffer),
            Piece::Label(at) => {
                let Some(told) = line(*at) else { return };
                let element = episode.element(told.line);
                let (name, style) = match (element.kind, element.speakers.first()) {
                    (ElementKind::Heading, _) => (element.text.clone(), theme.heading),
                    (ElementKind::Log, _) => ("LOG".to_owned(), theme.log),
                    (_, Some(ix)) => (
                        episode.speaker_name(element).unwrap_or_default(),
                        theme.speaker(state.table.colour(*ix)),
                    ),
                    (_, None) => ("unknown speaker".to_owned(), theme.dim),
                };
                let id = Span::styled(element.id.to_string(), theme.id);
                both_sides(Line::styled(name, style), id, place, buffer);
            }
            Piece::Words(at, words) => {
                let Some(told) = line(*at) else { return };
                let element = episode.element(told.line);
                let said = matches!(element.kind, ElementKind::Speech | ElementKind::Narration);
                let base = if said { theme.text } else { theme.direction };
                self.words(&element.text, words.clone(), &told.differs, base, place, buffer);
            }
        }
    }

    fn other(&self, piece: &Piece, place: Rect, buffer: &mut Buffer) {
        let theme = self.canvas.theme;
        let episode = &self.canvas.state.table.episode;
        match piece {
            Piece::Absent => {
                let where_not = format!("not in the {}", self.canvas.state.sheets.compare.against.title());
                absent(&where_not, theme.borrowed, place, buffer);
            }
            Piece::Label(at) => {
                let Some(told) = self.passage.other.get(*at) else { return };
                Line::styled(self.label(told.line), theme.id).render(place, buffer);
            }
            Piece::Words(at, words) => {
                let Some(told) = self.passage.other.get(*at) else { return };
                let text = text_of(episode, told.line);
                self.words(text, words.clone(), &told.differs, theme.text, place, buffer);
            }
        }
    }

    /// Which cue or quote it is, and how sure it is that it belongs here.
    fn label(&self, words: Words) -> String {
        let episode = &self.canvas.state.table.episode;
        match words {
            Words::Cue(at) => {
                let Some(cue) = episode.subtitles.get(at) else { return String::new() };
                let time = cue.start.map_or_else(|| format!("#{}", cue.index + 1), clock);
                let sure =
                    cue.element.map_or_else(String::new, |tie| format!("  ~{:.0} %", tie.confidence * 100.0));
                format!("{time}{sure}")
            }
            Words::Quote { quote, .. } => {
                let Some(of) = episode.quotes.get(quote) else { return String::new() };
                let sure = if of.elements.is_empty() {
                    String::new()
                } else {
                    format!("  ~{:.0} %", of.confidence * 100.0)
                };
                let by = of.attribution.as_ref().map_or_else(String::new, |by| format!("  — {by}"));
                format!("quote {}{sure}{by}", quote + 1)
            }
            Words::Log(_) => "in the summary".to_owned(),
            Words::Caption(at) => {
                let caption = episode.captions.get(at);
                let tie = caption.and_then(|caption| caption.element);
                let sure = tie.map_or_else(String::new, |tie| format!("  ~{:.0} %", tie.confidence * 100.0));
                format!("caption {}{sure}", at + 1)
            }
        }
    }

    fn words(
        &self,
        text: &str,
        words: Range<usize>,
        differs: &[Range<usize>],
        base: Style,
        place: Rect,
        buffer: &mut Buffer,
    ) {
        let lit: Vec<_> = differs.iter().map(|range| (range.clone(), self.canvas.theme.lit)).collect();
        Line::from(spans(text, words, base, &lit)).render(place, buffer);
    }
}

/// The part of a row `from` cells in, of at most `width` cells.
fn part(row: Rect, from: u16, width: u16) -> Rect {
    let from = from.min(row.width);
    Rect { x: row.x + from, width: width.min(row.width - from), ..row }
}

fn absent(text: &str, style: Style, place: Rect, buffer: &mut Buffer) {
    Line::styled(format!("— {text}"), style).render(place, buffer);
}
