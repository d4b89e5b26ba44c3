//! Everything the reader can be told to do, as one table.
//!
//! The keymap, the help screen and the README's table of keys are made from it, so that they cannot
//! tell different stories.

/// Where an action's keys are listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// In the panes.
    Reader,
    /// While something is typed.
    Prompt,
}

impl Mode {
    /// The mode's name, which is its table in a keymap.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Prompt => "prompt",
        }
    }
}

/// Under which title help lists an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Moving through the script and the lists.
    Moving,
    /// Moving by speech, scene, act, speaker.
    Structure,
    /// Panes.
    Panes,
    /// Views over the panes.
    Views,
    /// Search.
    Search,
    /// What a person puts beside lines.
    Own,
    /// Typing.
    Prompt,
    /// Results of a search, while its query is typed.
    Results,
    /// Looks and the program itself.
    Program,
}

impl Category {
    /// All of them, in the order of help.
    pub const ALL: [Self; 9] = [
        Self::Moving,
        Self::Structure,
        Self::Panes,
        Self::Views,
        Self::Search,
        Self::Own,
        Self::Prompt,
        Self::Results,
        Self::Program,
    ];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Structure => "By speech, scene, act, speaker",
            Self::Panes => "Panes",
            Self::Views => "Views over the panes",
            Self::Search => "Search",
            Self::Own => "Marks and notes",
            Self::Prompt => "While typing",
            Self::Results => "While searching",
            Self::Program => "Program",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// The action.
    pub action: Action,
    /// Its name in a keymap.
    pub name: &'static str,
    /// What it does, for help.
    pub doc: &'static str,
    /// Where help lists it.
    pub category: Category,
    /// Where its keys are listened to.
    pub mode: Mode,
}

macro_rules! actions {
    ($($mode:ident $category:ident { $($action:ident $name:literal $doc:literal)+ })+) => {
        /// What the reader can be told to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc] $action,)+)+
        }

        /// Every action, in the order of help.
        pub const ACTIONS: &[Description] = &[
            $($(Description {
                action: Action::$action,
                name: $name,
                doc: $doc,
                category: Category::$category,
                mode: Mode::$mode,
            },)+)+
        ];
    };
}

actions! {
    Reader Moving {
        Down "down" "Next line, or next row of the list"
        Up "up" "Previous line, or previous row of the list"
        HalfPageDown "half-page-down" "Half a page down"
        HalfPageUp "half-page-up" "Half a page up"
        PageDown "page-down" "A page down"
        PageUp "page-up" "A page up"
        Top "top" "To the beginning"
        Bottom "bottom" "To the end; with a number, to that speech: 42G"
        Percent "percent" "With a number before it, so far through the script: 40%"
        Back "back" "Back to where the last jump began"
        Forward "forward" "Forward again"
        Repeat "repeat" "Do the last thing again"
    }
    Reader Structure {
        NextSpeech "next-speech" "Next speech"
        PreviousSpeech "previous-speech" "Previous speech"
        NextScene "next-scene" "Next scene"
        PreviousScene "previous-scene" "Beginning of this scene, then the previous one"
        NextAct "next-act" "Next act"
        PreviousAct "previous-act" "Beginning of this act, then the previous one"
        NextOfSpeaker "next-of-speaker" "Next line of the chosen speaker, or of the one who speaks here"
        PreviousOfSpeaker "previous-of-speaker" "Previous line of that speaker"
    }
    Reader Panes {
        FocusNext "focus-next" "Next pane"
        FocusPrevious "focus-previous" "Previous pane"
        GoScript "go-script" "To the script"
        GoOutline "go-outline" "To the outline"
        GoSpeakers "go-speakers" "To the speakers"
        GoLogs "go-logs" "To the log entries"
        GoScene "go-scene" "To a scene by its name: the outline, filtered"
        GoBeside "go-beside" "To what stands beside this line"
        GoShelf "go-shelf" "To the list of episodes"
        Toggle "toggle" "Light this speaker too, or release; elsewhere a page down"
        Exclude "exclude" "Leave this speaker out: the others are lit; or take back in"
        Open "open" "Go to what the row names; a speaker alone, to their next line"
        Fold "fold" "Fold the act or series; from a row of it, go up to it; in a view, a column to the left; in the speakers, where they last spoke"
        Unfold "unfold" "Unfold the act or series; in a view, a column to the right; in the speakers, where they next speak"
        FoldAll "fold-all" "Fold all acts, or all series"
        UnfoldAll "unfold-all" "Unfold all acts, or all series"
        OneSpeaker "one-speaker" "Make one speaker of those lit: this row's"
        SpeakersApart "speakers-apart" "Take this row's speaker apart again, or by label"
        Sort "sort" "Sort the speakers or the episodes otherwise; a table the other way round"
        Zoom "zoom" "Only this pane, or all again"
        Zen "zen" "Only the script's text, or all again"
        Widen "widen" "Wider lines"
        Narrow "narrow" "Narrower lines"
        Comfortable "comfortable" "Lines as wide as the settings have them"
        WiderPane "wider-pane" "A wider pane; from the script, a wider column on the left"
        NarrowerPane "narrower-pane" "A narrower one"
        HigherPane "higher-pane" "A higher pane"
        LowerPane "lower-pane" "A lower one"
        ResetPanes "reset-panes" "All panes as large as they were"
        Layouts "layouts" "Other panes beside the script: all, the outline, the lists, none"
        Directions "directions" "Only what is said: no directions, in a story no telling; or all again"
    }
    Reader Views {
        Card "card" "The card of who speaks here or is under the cursor: names, role, figures, lines"
        Statistics "statistics" "Who says how much: speakers, scenes, acts (tab), sorted by any column"
        Matrix "matrix" "Scenes against speakers, a heat map: the darker, the more is said"
        Timeline "timeline" "What is said over the minutes, where subtitles have times"
        Compare "compare" "The script beside its subtitles, quotes, log entries, captions (tab), with what differs"
        Quotes "quotes" "The summary's quotes beside their lines; then log entries and captions (tab)"
        Remarks "remarks" "What there is to remark on the documents: slips, what was not understood"
        Documents "documents" "The documents: read any of them as text at what it says of this line"
    }
    Reader Search {
        Find "find" "Find words in the script or the document that is read; in a list, show only the rows that have them"
        Limit "limit" "Only the lines that hold what is typed, in what is said or who says it; with nothing typed, all"
        Search "search" "Search the dialogue, best answers first"
        ResumeSearch "resume-search" "The last search as it was"
        NextHit "next-hit" "Next place of what was found or searched last"
        PreviousHit "previous-hit" "Previous place of it"
        Clear "clear" "Close what is open, forget lit lines and hits; never quits"
    }
    Reader Own {
        SetMark "set-mark" "Mark this line with a letter"
        GoMark "go-mark" "To the line marked with that letter"
        Select "select" "Select lines from here on, to copy, note or bookmark them together; in the list of them, rows"
        Bookmark "bookmark" "Bookmark this line, or take its bookmark away"
        ListMarks "list-marks" "Marks and bookmarks of this episode, to choose from"
        Note "note" "Write a note on this line, or change it"
        ListNotes "list-notes" "Notes on this episode; the next pane's key shows those on all episodes"
        Erase "erase" "Take away the note, bookmark or mark of this line or row, or of those selected"
        Undo "undo" "Take back the last change to marks and notes"
        CopyNotes "copy-notes" "Copy what is noted on this episode, as Markdown"
    }
    Prompt Prompt {
        Accept "accept" "Stay at the hit and close the search; take the row"
        Keep "keep" "Stay at the hit and keep the search open; keep the filter"
        Cancel "cancel" "Close the search and return to where one was"
        HitDown "hit-down" "Next row of the results"
        HitUp "hit-up" "Previous row of the results"
        HitPageDown "hit-page-down" "A page of results down"
        HitPageUp "hit-page-up" "A page of results up"
        LeavePrompt "leave-prompt" "To the next pane; the search stays open"
        LeavePromptBack "leave-prompt-back" "To the pane before; the search stays open"
        CursorLeft "cursor-left" "One character to the left"
        CursorRight "cursor-right" "One character to the right"
        WordLeft "word-left" "One word to the left"
        WordRight "word-right" "One word to the right"
        CursorStart "cursor-start" "To the beginning of what is typed"
        CursorEnd "cursor-end" "To the end of what is typed"
        DeleteBack "delete-back" "Delete the character before"
        DeleteForward "delete-forward" "Delete the character after"
        DeleteWord "delete-word" "Delete the word before"
        DeleteWordForward "delete-word-forward" "Delete the word after"
        DeleteAll "delete-all" "Delete all before"
        DeleteRest "delete-rest" "Delete all after"
    }
    Prompt Results {
        OlderQuery "older-query" "The query before this one"
        NewerQuery "newer-query" "The query after this one"
        SearchWithin "search-within" "Search on among these results"
        SearchWider "search-wider" "Back to the results of which these are a part"
        Scope "scope" "Search all episodes, this scene, what the chosen speaker says, or the episode"
        GroupHits "group-hits" "Group the results by speaker, by scene, or not at all"
        FoldGroup "fold-group" "Fold or unfold this group"
        FoldGroups "fold-groups" "Fold or unfold all groups"
        NextGroup "next-group" "To the next group, or kind of result"
        PreviousGroup "previous-group" "To the group before, or kind of result"
        KeyWords "key-words" "Key words in context: by place, by the word before, by the word after; lines again"
        Context "context" "Lines around each result: one, two, three, none"
        WrapHits "wrap-hits" "Long results on two rows, or on one"
    }
    Reader Program {
        Copy "copy" "Copy the line with its citation"
        CopyPlain "copy-plain" "Copy what is said and nothing else"
        CopyId "copy-id" "Copy the line's id, which leads back to it: 9.06"
        Palette "palette" "Do something by its name; go to a line, an id, a percentage: :9.06"
        Themes "themes" "Choose a theme, seen while one chooses"
        Mouse "mouse" "Capture the mouse, or leave it to the terminal"
        Edit "edit" "Open the document at this line in the editor ($VISUAL, $EDITOR)"
        Reload "reload" "Read the documents again; in the list of episodes, the folder"
        Help "help" "Show the keys; type to filter them"
        Redraw "redraw" "Draw the screen anew"
        Suspend "suspend" "Suspend the program"
        Quit "quit" "Close what is open; with nothing open, quit"
        QuitNow "quit-now" "Quit at once"
    }
}

impl Action {
    /// Its row of the table.
    pub fn description(self) -> Option<&'static Description> {
        ACTIONS.iter().find(|row| row.action == self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_docs_say_something() {
        let names: HashSet<_> = ACTIONS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), ACTIONS.len());
        assert!(ACTIONS.iter().all(|row| row.doc.len() > 4 && !row.doc.ends_with('.')));
    }
}
