//! Keeping: where one was is written when an episode is left, and what is made as soon as it is made,
//! by jobs beside the reader, one at a time and in order.

use crate::episode::ElementIx;
use crate::journal::{Anchor, Finder, Held, Kept, Record, Stamped};
use crate::tui::event::Outbox;
use crate::tui::own::write;
use crate::tui::runtime::Effect;
use crate::tui::state::State;

use super::failing::KEEPING;
use super::{Effects, Loaded};

impl State {
    /// Keeps what was opened, and sees to the journal: once, at the start.
    pub(in crate::tui) fn begin_keeping(&mut self) -> Effects {
        let Some(journal) = self.own.saving.journal.clone() else { return Vec::new() };
        // Where there is a list to choose from, nothing was opened yet.
        if self.overlay.is_none() {
            self.keep_what_is_open();
        }
        let job = move |outbox: Outbox<Loaded>| {
            let told = journal.tidy().unwrap_or_else(|error| Some(format!("the journal: {error}")));
            if let Some(told) = told {
                outbox.send(Loaded::Tidied(told));
            }
        };
        vec![Effect::Spawn { name: "tidying the journal".into(), job: Box::new(job) }]
    }

    /// Keeps which path and which entry of it is open.
    pub(super) fn keep_what_is_open(&mut self) {
        if let Some(entry) = self.opened.and_then(|at| self.shelf.entries.get(at)) {
            let record = Record::Opened { path: self.own.origin.clone(), entry: entry.key.clone() };
            self.own.keep(record);
        }
    }

    /// Keeps where one is in the open episode.
    pub(super) fn keep_place(&mut self) {
        if self.opened.is_none() {
            return;
        }
        let line = Anchor::of(&self.table.episode, self.current_ix());
        if let Some(line) = line.filter(|line| self.own.kept.left(&self.own.key) != Some(line)) {
            self.own.keep(Record::Left { episode: self.own.key.clone(), line });
        }
    }

    /// Keeps all there is to keep, and waits until it is written: on the way out.
    pub(in crate::tui) fn keep_all(&mut self) {
        self.keep_open_note();
        self.keep_place();
        self.own.saving.finish();
    }

    /// Goes to where the open episode was left in an earlier run, if it was.
    pub(in crate::tui) fn return_to_place_kept(&mut self) {
        if let Some(line) = self.place_kept() {
            self.glance(line.at());
        }
    }

    /// The same once the whole episode is known, which may be known by more than its script told; not
    /// where one has begun to read.
    pub(super) fn return_if_untouched(&mut self) {
        if self.script.current == self.table.beginning() && self.jumps.back.is_empty() {
            self.return_to_place_kept();
        }
    }

    /// The line that the open episode was left at, or about where it was.
    fn place_kept(&self) -> Option<ElementIx> {
        let line = self.own.kept.left(&self.own.key)?;
        let episode = &self.table.episode;
        Finder::new(episode).find(line).map(Held::line).or_else(|| line.near(episode))
    }

    /// A job that writes what is unsaved, unless one is at it.
    pub(super) fn save(&mut self) -> Effects {
        let saving = &mut self.own.saving;
        let busy = saving.writing.is_some() || saving.waits || saving.unsaved.is_empty();
        let Some(journal) = saving.journal.clone().filter(|_| !busy) else { return Vec::new() };
        saving.batch += 1;
        let (number, records) = (saving.batch, std::mem::take(&mut saving.unsaved));
        saving.writing = Some((number, records.clone()));
        let job = move |outbox: Outbox<Loaded>| {
            let kept = write(&journal, number, &records).map(|()| journal.read().ok().map(Box::new));
            outbox.send(Loaded::Saved(kept));
        };
        vec![Effect::Spawn { name: KEEPING.into(), job: Box::new(job) }]
    }

    /// Takes the answer of that job: what was not written is given again with what is made next.
    pub(super) fn saved(&mut self, result: Result<Option<Box<Kept>>, String>) {
        let saving = &mut self.own.saving;
        let written = saving.writing.take();
        let failure = match result {
            Ok(kept) => {
                saving.failure = None;
                return self.take_kept(kept);
            }
            Err(failure) => failure,
        };
        let (_, mut records) = written.unwrap_or_default();
        records.append(&mut saving.unsaved);
        saving.unsaved = records;
        saving.waits = true;
        if saving.failure.replace(failure.clone()).is_none() {
            self.complain(format!("not kept yet: {failure}"));
        }
    }

    /// Takes what the journal comes to by now, with what other instances wrote, and what is still to be
    /// written over it.
    fn take_kept(&mut self, kept: Option<Box<Kept>>) {
        let Some(kept) = kept else { return };
        self.own.kept = *kept;
        for record in self.own.saving.unsaved.clone() {
            self.own.kept.apply(Stamped { at: 0, record });
        }
        self.look_up();
    }
}
