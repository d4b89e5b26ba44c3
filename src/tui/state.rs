//! What the reader knows and shows, as values. Only `update` changes it, only `view` draws it.

use std::collections::{BTreeSet, HashMap};

use ratatui::layout::Size;

use crate::episode::{Element, ElementIx, SpeakerIx};
use crate::library::Shelf;
use crate::search::Index;

use super::choice::Choice;
use super::dock::Dock;
use super::find::Find;
use super::keymap::{Chord, Keymap};
use super::layout::{self, Arrangement, Pane, Places};
use super::outline::{self, OutlineRow};
use super::own::{Own, OwnList};
use super::page::{Page, Place};
use super::sheet::Sheets;
use super::shelf::ShelfList;
use super::table::Table;
use super::theme::{self, Theme};
use super::widget::input::Input;

/// The columns that a line of script has at most unless told otherwise: what is comfortable to read.
pub(super) const COMFORTABLE: u16 = 68;

/// The columns that mark the current line, before each row of the script.
pub(super) const GUTTER: u16 = 2;

/// Everything the reader knows.
#[derive(Debug)]
pub(super) struct State {
    pub(super) shelf: Shelf,
    /// The list of the shelf's entries.
    pub(super) episodes: ShelfList,
    /// Which entry of the shelf is open; none until one was chosen.
    pub(super) opened: Option<usize>,
    /// Grows with every episode that is asked for: answers to older wishes are dropped.
    pub(super) generation: u64,
    pub(super) table: Table,
    pub(super) size: Size,
    pub(super) keymap: Keymap,
    pub(super) themes: Vec<Theme>,
    pub(super) theme: usize,
    /// Whether the environment wants no colours.
    pub(super) colourless: bool,
    pub(super) arrangement: Arrangement,
    pub(super) mouse: bool,
    /// The columns that a line has at most.
    pub(super) measure: u16,
    pub(super) script: ScriptPane,
    pub(super) outline: OutlinePane,
    pub(super) speakers: SpeakersPane,
    /// The row under the cursor of the log entries.
    pub(super) log: usize,
    /// How far the pane beside is scrolled.
    pub(super) beside: usize,
    pub(super) search: Dock,
    pub(super) find: Find,
    /// The line that is typed into beside those that are always typed into where they are open.
    pub(super) typing: Option<Prompt>,
    pub(super) overlay: Option<Overlay>,
    /// What lies over the panes and under the overlay.
    pub(super) sheets: Sheets,
    /// Keys of a sequence that is not complete.
    pub(super) pressed: Vec<Chord>,
    /// The number typed before a key.
    pub(super) count: Option<usize>,
    pub(super) notice: Option<Notice>,
    pub(super) jumps: Jumps,
    /// Where one was in the episodes that were left.
    pub(super) left: HashMap<usize, (ScriptPane, Jumps)>,
    /// Whether the documents are being read again because they were asked for.
    pub(super) reloading: bool,
    pub(super) own: Own,
    /// The character that the last key typed, for actions that one letter belongs to.
    pub(super) letter: Option<char>,
}

/// Where one is in the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ScriptPane {
    /// The current element.
    pub(super) current: usize,
    /// The topmost row that is shown.
    pub(super) top: Place,
}

/// The outline's cursor and folds.
#[derive(Debug, Default)]
pub(super) struct OutlinePane {
    pub(super) cursor: usize,
    pub(super) folded: BTreeSet<usize>,
}

/// By what the speakers are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum SpeakerOrder {
    #[default]
    Speeches,
    Words,
    FirstLine,
}

/// The speakers' cursor, and whose lines are lit.
#[derive(Debug, Default)]
pub(super) struct SpeakersPane {
    pub(super) cursor: usize,
    pub(super) choice: Choice,
    pub(super) order: SpeakerOrder,
}

/// A line that is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// The query of the search pane.
    Query,
    /// What to find in the script.
    Find,
    /// A note on a line.
    Note,
}

/// What lies over the panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlay {
    /// The keys, scrolled to a row; `over` the episodes, with their cursor, where these were open.
    Help { top: usize, over: Option<usize> },
    /// The list of episodes, with a row for a cursor.
    Shelf(usize),
    /// What was put beside lines, with a cursor.
    Own { list: OwnList, cursor: usize },
}

/// Something to say on the status line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) is_error: bool,
}

/// Places to go back and forward to.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    pub(super) back: Vec<ScriptPane>,
    pub(super) forward: Vec<ScriptPane>,
}

impl State {
    /// The reader before anything was told or pressed; `table` is the
    /// first entry's, or empty where none is open.
    pub(super) fn new(shelf: Shelf, table: Table, keymap: Keymap, themes: Vec<Theme>) -> Self {
        let current = table.beginning();
        Self {
            episodes: ShelfList::of(&shelf),
            shelf,
            opened: (!table.episode.elements.is_empty()).then_some(0),
            generation: 0,
            table,
            size: Size::default(),
            keymap,
            themes,
            theme: 0,
            colourless: false,
            arrangement: Arrangement {
                focus: Pane::Script,
                tab: Pane::Speakers,
                searching: false,
                zoomed: false,
                zen: false,
            },
            mouse: false,
            measure: COMFORTABLE,
            script: ScriptPane { current, top: Place::default() },
            outline: OutlinePane::default(),
            speakers: SpeakersPane::default(),
            log: 0,
            beside: 0,
            search: Dock::default(),
            find: Find::default(),
            typing: None,
            overlay: None,
            sheets: Sheets::default(),
            pressed: Vec::new(),
            count: None,
            notice: None,
            jumps: Jumps::default(),
            left: HashMap::new(),
            reloading: false,
            own: Own::default(),
            letter: None,
        }
    }

    /// Takes the theme called `wanted`, or the one that fits the environment; gives the fault where
    /// there is no theme of that name.
    pub(super) fn take_theme(
        &mut self,
        wanted: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let named = |name: &str| self.themes.iter().position(|theme| theme.name == name);
        let fitting = theme::fitting(variable);
        self.colourless = fitting == "plain";
        let fitting = named(fitting).unwrap_or_default();
        let wanted = wanted.filter(|name| *name != "auto" && !self.colourless);
        let found = wanted.and_then(named);
        let fault = wanted.filter(|_| found.is_none()).map(|name| {
            let names: Vec<&str> = self.themes.iter().map(|theme| theme.name.as_str()).collect();
            format!("there is no theme `{name}`; there are {}", names.join(", "))
        });
        self.theme = found.unwrap_or(fitting);
        fault
    }

    /// Where the panes are.
    pub(super) fn places(&self) -> Places {
        layout::places(self.size, self.arrangement)
    }

    /// The theme in use.
    pub(super) fn theme(&self) -> Theme {
        self.themes.get(self.theme).cloned().unwrap_or_default()
    }

    /// The script's rows at the width that it is shown in.
    pub(super) fn page(&self) -> Page<'_> {
        let inside = self.places().inside(Pane::Script);
        Page { episode: &self.table.episode, width: self.line_width(inside.width) }
    }

    /// The columns of a line in a script pane of `columns` columns.
    pub(super) fn line_width(&self, columns: u16) -> u16 {
        columns.saturating_sub(GUTTER + 1).min(self.measure)
    }

    /// The rows that the script pane shows.
    pub(super) fn script_height(&self) -> usize {
        usize::from(self.places().inside(Pane::Script).height).max(1)
    }

    /// The current element.
    pub(super) fn current(&self) -> Option<&Element> {
        self.table.episode.elements.get(self.script.current)
    }

    /// The outline's rows as they are folded.
    pub(super) fn outline_rows(&self) -> Vec<OutlineRow> {
        outline::rows(&self.table.episode.outline, &self.outline.folded)
    }

    /// The speakers in the order in which they are shown.
    pub(super) fn speakers_in_order(&self) -> Vec<SpeakerIx> {
        let mut order = self.table.ranks.clone();
        match self.speakers.order {
            SpeakerOrder::Speeches => {}
            SpeakerOrder::Words => {
                order.sort_by_key(|ix| std::cmp::Reverse(self.table.episode.speaker(*ix).words));
            }
            SpeakerOrder::FirstLine => order.sort_unstable(),
        }
        order
    }

    /// The line that keys are typed into.
    pub(super) fn prompt(&self) -> Option<Prompt> {
        if self.overlay.is_some() {
            return None;
        }
        let searching = self.arrangement.focus == Pane::Search && self.sheets.top().is_none();
        self.typing.or(searching.then_some(Prompt::Query))
    }

    /// The text of a line that is typed, to be changed.
    pub(super) fn typed_mut(&mut self, prompt: Prompt) -> &mut Input {
        match prompt {
            Prompt::Query => &mut self.search.input,
            Prompt::Find => &mut self.find.input,
            Prompt::Note => &mut self.own.editor.input,
        }
    }

    /// The bytes of the element's text that were found: by what is looked for in the script, else by
    /// the present query.
    pub(super) fn found(&self, element: usize) -> Vec<std::ops::Range<usize>> {
        if self.find.pattern.is_some() {
            return self.find.within(element);
        }
        self.answering(element)
    }

    /// The bytes of the element's text that answer what is asked, or what was kept.
    pub(super) fn answering(&self, element: usize) -> Vec<std::ops::Range<usize>> {
        let lit = |index: &Index| self.search.lit(index, ElementIx::new(element));
        self.table.index.as_deref().map_or_else(Vec::new, lit)
    }

    /// Says `text` on the status line.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: false });
    }

    /// Says on the status line what went wrong.
    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: true });
    }
}
