//! Who is who, said in the list of speakers: it goes into the `episode.toml` beside the documents, and these
//! are read again.

use std::path::PathBuf;

use crate::episode::{Speaker, SpeakerIx};
use crate::library::Saying;
use crate::text::clean::clean_line;
use crate::tui::event::Outbox;
use crate::tui::layout::Pane;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::{Effects, Loaded};

impl State {
    /// Says that the speakers lit are the one under the cursor.
    pub(super) fn make_one(&mut self) -> Effects {
        let Some(kept) = self.speaker_to_speak_of() else { return Vec::new() };
        let speakers = &self.table.episode.cast.speakers;
        let lit = |at: usize| self.speakers.choice.names(SpeakerIx::new(at)) && at != kept.at();
        let others: Vec<&Speaker> =
            speakers.iter().enumerate().filter(|(at, _)| lit(*at)).map(|(_, speaker)| speaker).collect();
        if others.is_empty() {
            self.say("light those who are the same first, then put the cursor on the name to keep");
            return Vec::new();
        }
        let saying = Saying::one(self.table.episode.speaker(kept), others.into_iter());
        self.state_of_episode(saying)
    }

    /// Says that the speaker under the cursor is several, or takes back that several are this one.
    pub(super) fn take_apart(&mut self) -> Effects {
        let Some(speaker) = self.speaker_to_speak_of() else { return Vec::new() };
        self.state_of_episode(Saying::apart(self.table.episode.speaker(speaker)))
    }

    /// The speaker under the cursor, where keys go to the list of them and something may be written.
    fn speaker_to_speak_of(&mut self) -> Option<SpeakerIx> {
        if self.secure {
            self.say("nothing is written beside the documents: TABLEREAD_SECURE is set");
            return None;
        }
        if self.arrangement.focus != Pane::Speakers {
            self.say("this is said in the list of speakers");
            return None;
        }
        self.speaker_under_cursor()
    }

    fn state_of_episode(&self, saying: Saying) -> Effects {
        let opened = self.opened.and_then(|at| Some((at, self.shelf.entries.get(at)?.clone())));
        let Some((at, entry)) = opened else { return Vec::new() };
        let job = move |outbox: Outbox<Loaded>| {
            let said = entry.state(&saying).map_err(|error| clean_line(&error.to_string()));
            outbox.send(Loaded::Stated(at, said));
        };
        vec![Effect::Spawn { name: "writing the episode.toml".into(), job: Box::new(job) }]
    }

    /// Reads the episode of `entry` again where something was said of it, or tells why it was not.
    pub(super) fn stated(&mut self, entry: usize, result: Result<PathBuf, String>) -> Effects {
        match result {
            Ok(path) => {
                if let Some(entry) = self.shelf.entries.get_mut(entry) {
                    entry.statements = Some(path);
                }
                self.speakers.choice = Default::default();
                if self.opened == Some(entry) { self.reload() } else { Vec::new() }
            }
            Err(why) => {
                self.complain(why);
                Vec::new()
            }
        }
    }
}
