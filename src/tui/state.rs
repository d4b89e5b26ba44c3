//! What the reader knows and shows, as values. Only `update` changes it, only `view` draws it.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

use ratatui::layout::Size;

use crate::config::{Fault, Settings};
use crate::episode::{Element, ElementIx, LogEntry, SpeakerIx};
use crate::library::Shelf;
use crate::search::Index;

use super::action::Action;
use super::choice::Choice;
use super::dock::Dock;
use super::editor::Editor;
use super::filter::{Filters, List};
use super::find::Find;
use super::keymap::{Chord, Keymap};
use super::layout::{self, Arrangement, Beside, Divider, Pane, Places, Shifts};
use super::outline::{self, OutlineRow};
use super::own::{Own, OwnList};
use super::page::{KeptScript, Page, Place};
use super::palette::Palette;
use super::sheet::Sheets;
use super::shelf::ShelfList;
use super::shown::Shown;
use super::table::Table;
use super::theme::Theme;
use super::watching::Watched;
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
    /// Whether a person asked for that theme, now or in the settings.
    pub(super) theme_was_asked_for: bool,
    /// Whether the terminal's background is light, as far as it has said.
    pub(super) ground_is_light: Option<bool>,
    /// The theme that fits the environment.
    pub(super) fitting: &'static str,
    /// Whether the environment wants no colours.
    pub(super) colourless: bool,
    pub(super) arrangement: Arrangement,
    /// Whether no other program is to be started.
    pub(super) secure: bool,
    /// The person's editor, or why there is none.
    pub(super) editor: Result<Editor, String>,
    /// Whether it has the terminal.
    pub(super) editing: bool,
    pub(super) mouse: bool,
    /// The line between panes that the mouse has taken hold of.
    pub(super) dragged: Option<Divider>,
    /// The columns that a line has at most.
    pub(super) measure: u16,
    /// The same as it was set before a key changed it.
    pub(super) comfortable: u16,
    pub(super) script: ScriptPane,
    /// Which lines of it are shown.
    pub(super) shown: Shown,
    /// Rows of it as they were made.
    pub(super) rows: KeptScript,
    /// Where the selection of lines was begun, which goes to the current one.
    pub(super) selecting: Option<usize>,
    /// The first row that the last page brought, until the next key.
    pub(super) fresh: Option<Place>,
    pub(super) outline: OutlinePane,
    pub(super) speakers: SpeakersPane,
    /// The row under the cursor of the log entries that are listed.
    pub(super) log: usize,
    /// How far the pane beside is scrolled.
    pub(super) beside: usize,
    pub(super) search: Dock,
    pub(super) find: Find,
    /// What is typed to filter the lists.
    pub(super) filters: Filters,
    pub(super) palette: Palette,
    /// What is typed to filter the help.
    pub(super) help: Input,
    /// The line that is typed into beside those that are always typed into where they are open.
    pub(super) typing: Option<Prompt>,
    pub(super) overlay: Option<Overlay>,
    /// What lies over the panes and under the overlay.
    pub(super) sheets: Sheets,
    /// Keys of a sequence that is not complete.
    pub(super) pressed: Vec<Chord>,
    /// Whether they have been waited on: then it is shown what they can become.
    pub(super) hinting: bool,
    /// The number typed before a key.
    pub(super) count: Option<usize>,
    pub(super) notice: Option<Notice>,
    /// What is wrong in the person's settings, shown until it is mended or waved away.
    pub(super) faults: Vec<Fault>,
    /// What is set, as it was last taken.
    pub(super) settings: Option<Settings>,
    pub(super) jumps: Jumps,
    /// Where one was in the episodes that were left.
    pub(super) left: HashMap<usize, (ScriptPane, Jumps)>,
    /// The open episode, as its documents are watched.
    pub(super) watched: Option<Watched>,
    /// Whether one of them has changed and is not read again yet.
    pub(super) changed: bool,
    /// Whether the documents are being read again because they were asked for.
    pub(super) reloading: bool,
    pub(super) own: Own,
    /// The character that the last key typed, for actions that one letter belongs to.
    pub(super) letter: Option<char>,
    /// What was done last, how often, and with which letter.
    pub(super) done: Option<(Action, Option<usize>, Option<char>)>,
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

impl SpeakerOrder {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Speeches => "speeches",
            Self::Words => "words",
            Self::FirstLine => "first line",
        }
    }
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
    /// What to limit the script to.
    Limit,
    /// What to find in a document.
    Sought,
    /// Which rows of a list to show.
    Filter(List),
    /// What to do.
    Palette,
    /// Which keys to show.
    Help,
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
    /// What can be asked for by name.
    Palette,
    /// The themes; the one that was in use before.
    Themes { before: usize },
    /// What was put beside lines, with a cursor, and the row from which on rows are selected.
    Own { list: OwnList, cursor: usize, from: Option<usize> },
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
        let mut shown = Shown::default();
        shown.ask(&table.episode);
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
            theme_was_asked_for: false,
            ground_is_light: None,
            fitting: "dark",
            colourless: false,
            arrangement: Arrangement {
                focus: Pane::Script,
                tab: Pane::Speakers,
                searching: false,
                zoomed: false,
                zen: false,
                beside: Beside::default(),
                shifts: Shifts::default(),
            },
            secure: false,
            editor: Editor::of_environment(|_| None),
            editing: false,
            mouse: false,
            dragged: None,
            measure: COMFORTABLE,
            comfortable: COMFORTABLE,
            script: ScriptPane { current, top: Place::default() },
            shown,
            rows: KeptScript::default(),
            selecting: None,
            fresh: None,
            outline: OutlinePane::default(),
            speakers: SpeakersPane::default(),
            log: 0,
            beside: 0,
            search: Dock::default(),
            find: Find::default(),
            filters: Filters::default(),
            palette: Palette::default(),
            help: Input::default(),
            typing: None,
            overlay: None,
            sheets: Sheets::default(),
            pressed: Vec::new(),
            hinting: false,
            count: None,
            notice: None,
            faults: Vec::new(),
            settings: None,
            jumps: Jumps::default(),
            left: HashMap::new(),
            watched: None,
            changed: false,
            reloading: false,
            own: Own::default(),
            letter: None,
            done: None,
        }
    }

    /// Where the panes are.
    pub(super) fn places(&self) -> Places {
        layout::places(self.size, self.arrangement)
    }

    /// The theme in use, with its background under it where the terminal's own does not do.
    pub(super) fn theme(&self) -> Theme {
        let theme = self.themes.get(self.theme).cloned().unwrap_or_default();
        let own_does = match self.ground_is_light {
            Some(light) => theme.is_light() == Some(light),
            None => !self.theme_was_asked_for,
        };
        if own_does { theme } else { theme.painted() }
    }

    /// The script's rows at the width that it is shown in.
    pub(super) fn page(&self) -> Page<'_> {
        let inside = self.places().inside(Pane::Script);
        let (episode, shown, kept) = (&self.table.episode, &self.shown, &self.rows);
        Page { episode, shown, width: self.line_width(inside.width), kept }
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

    /// The lines that are selected.
    pub(super) fn selected(&self) -> Option<RangeInclusive<usize>> {
        let (begun, current) = (self.selecting?, self.script.current);
        Some(begun.min(current)..=begun.max(current))
    }

    /// The outline's rows as they are folded; filtered, those that hold what is typed.
    pub(super) fn outline_rows(&self) -> Vec<OutlineRow> {
        let outline = &self.table.episode.outline;
        match self.filters.words(List::Outline) {
            Some(words) => outline::filtered(outline, &words),
            None => outline::rows(outline, &self.outline.folded),
        }
    }

    /// The outline's row of the current line.
    pub(super) fn outline_row_here(&self) -> usize {
        let outline = &self.table.episode.outline;
        outline::row_of(outline, &self.outline_rows(), self.script.current).unwrap_or_default()
    }

    /// The speakers that are shown, in their order: all, or those that hold what is typed.
    pub(super) fn speakers_in_order(&self) -> Vec<SpeakerIx> {
        let mut order = self.table.ranks.clone();
        if let Some(words) = self.filters.words(List::Speakers) {
            let speaker = |ix: SpeakerIx| self.table.episode.speaker(ix);
            let role = |ix: SpeakerIx| speaker(ix).role.as_deref().unwrap_or_default();
            order.retain(|ix| words.within(&format!("{} {}", speaker(*ix).name, role(*ix))));
        }
        match self.speakers.order {
            SpeakerOrder::Speeches => {}
            SpeakerOrder::Words => {
                order.sort_by_key(|ix| std::cmp::Reverse(self.table.episode.speaker(*ix).words));
            }
            SpeakerOrder::FirstLine => order.sort_unstable(),
        }
        order
    }

    /// The log entries that are listed: all, or those that hold what is typed, in words, day or speaker.
    pub(super) fn logs_listed(&self) -> Vec<usize> {
        let episode = &self.table.episode;
        let words = self.filters.words(List::Logs);
        let holds = |log: &LogEntry| {
            let speaker = log.speaker.map_or("", |speaker| &episode.speaker(speaker.value).name);
            let day = log.stardate.as_deref().unwrap_or_default();
            words.as_ref().is_none_or(|words| words.within(&format!("{day} {speaker} {}", log.text)))
        };
        episode.logs.iter().enumerate().filter(|(_, log)| holds(log)).map(|(at, _)| at).collect()
    }

    /// The line that keys are typed into.
    pub(super) fn prompt(&self) -> Option<Prompt> {
        let of_shelf = Prompt::Filter(List::Shelf);
        match self.overlay {
            Some(Overlay::Palette) => Some(Prompt::Palette),
            Some(Overlay::Help { .. }) => Some(Prompt::Help),
            Some(Overlay::Themes { .. } | Overlay::Own { .. }) => None,
            Some(Overlay::Shelf(_)) => self.typing.filter(|typing| *typing == of_shelf),
            None => {
                let typing = self.typing.filter(|typing| *typing != of_shelf);
                let searching = self.arrangement.focus == Pane::Search && self.sheets.top().is_none();
                typing.or(searching.then_some(Prompt::Query))
            }
        }
    }

    /// The text of a line that is typed, to be changed.
    pub(super) fn typed_mut(&mut self, prompt: Prompt) -> &mut Input {
        match prompt {
            Prompt::Query => &mut self.search.input,
            Prompt::Find => &mut self.find.input,
            Prompt::Limit => &mut self.shown.input,
            Prompt::Sought => &mut self.sheets.sought.input,
            Prompt::Filter(list) => self.filters.of_mut(list),
            Prompt::Palette => &mut self.palette.input,
            Prompt::Help => &mut self.help,
            Prompt::Note => &mut self.own.editor.input,
        }
    }

    /// The bytes of the element's text that were found: by what is looked for in the script, else by
    /// what it is limited to, else by the present query.
    pub(super) fn found(&self, element: usize) -> Vec<std::ops::Range<usize>> {
        if self.find.pattern.is_some() {
            return self.find.within(element);
        }
        if let Some(pattern) = self.shown.pattern() {
            let text = self.table.episode.elements.get(element).map(|element| element.text.as_str());
            return text.map_or_else(Vec::new, |text| pattern.ranges(text));
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
