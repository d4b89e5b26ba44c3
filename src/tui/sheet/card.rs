//! The card of a speaker: all that the documents and the numbers say of one person.

use crate::episode::{ElementIx, Episode, Origin, Speaker, SpeakerIx};
use crate::statistics::{OfSpeaker, Tally};
use crate::tui::table::Table;

/// Whose card is open, and where one is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) struct CardSheet {
    pub(in crate::tui) speaker: SpeakerIx,
    /// Which of the rows that lead somewhere is under the cursor.
    pub(in crate::tui) cursor: usize,
}

impl Default for CardSheet {
    fn default() -> Self {
        Self { speaker: SpeakerIx::new(0), cursor: 0 }
    }
}

/// Where a row of the card leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Lead {
    Line(ElementIx),
    Speaker(SpeakerIx),
}

/// A row of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) struct CardRow {
    /// What it says; empty where it says the same as the row above.
    pub(in crate::tui) label: &'static str,
    pub(in crate::tui) text: String,
    pub(in crate::tui) lead: Option<Lead>,
}

/// How many of those whom a speaker talks with are told.
const PARTNERS: usize = 5;

impl CardSheet {
    /// The rows of the card; none for a speaker that the episode does not have.
    pub(in crate::tui) fn rows(&self, table: &Table) -> Vec<CardRow> {
        let episode = &table.episode;
        let speaker = episode.cast.speakers.get(self.speaker.at());
        let numbers = table.statistics().speakers.get(self.speaker.at());
        let (Some(speaker), Some(numbers)) = (speaker, numbers) else { return Vec::new() };
        let mut rows = person(speaker);
        rows.extend(amounts(&numbers.tally, &table.statistics().whole, numbers.scenes.len()));
        rows.extend(ends(episode, &numbers.tally));
        rows.extend(partners(episode, numbers));
        rows.extend(scenes(episode, numbers));
        rows
    }

    /// What the row under the cursor leads to.
    pub(in crate::tui) fn lead(&self, table: &Table) -> Option<Lead> {
        self.rows(table).iter().filter_map(|row| row.lead).nth(self.cursor)
    }

    /// How many rows lead somewhere.
    pub(in crate::tui) fn leads(&self, table: &Table) -> usize {
        self.rows(table).iter().filter(|row| row.lead.is_some()).count()
    }
}

fn said(label: &'static str, text: String) -> CardRow {
    CardRow { label, text, lead: None }
}

/// Who it is: role, actor, labels, other names.
fn person(speaker: &Speaker) -> Vec<CardRow> {
    let mut rows = Vec::new();
    let sure = match speaker.role_tie {
        Some((Origin::Marked | Origin::Stated, _)) | None => String::new(),
        Some((_, confidence)) => format!("  ~{:.0} %", confidence * 100.0),
    };
    rows.extend(speaker.role.as_ref().map(|role| said("role", format!("{role}{sure}"))));
    rows.extend(speaker.actor.as_ref().map(|actor| said("actor", actor.clone())));
    rows.push(said("labels", speaker.labels.join("; ")));
    if !speaker.aliases.is_empty() {
        rows.push(said("also", speaker.aliases.join("; ")));
    }
    rows
}

fn amounts(tally: &Tally, whole: &Tally, scenes: usize) -> Vec<CardRow> {
    let share = tally.share(whole) * 100.0;
    vec![
        said("says", format!("{} speeches in {scenes} scenes", tally.speeches)),
        said("", format!("{} words, {share:.1} % of all, {:.1} a speech", tally.words, tally.mean())),
    ]
}

/// The longest speech, the first, the last.
fn ends(episode: &Episode, tally: &Tally) -> Vec<CardRow> {
    let line = |label, ix: ElementIx, more: String| {
        let element = episode.element(ix);
        CardRow { label, text: format!("{}{more}  {}", element.id, element.text), lead: Some(Lead::Line(ix)) }
    };
    let mut rows = Vec::new();
    rows.extend(
        tally.longest.map(|longest| line("longest", longest.element, format!("  {} words", longest.words))),
    );
    if let Some((first, last)) = tally.ends {
        rows.push(line("first", first, String::new()));
        rows.push(line("last", last, String::new()));
    }
    rows
}

fn partners(episode: &Episode, numbers: &OfSpeaker) -> Vec<CardRow> {
    let shown = numbers.partners.iter().take(PARTNERS).enumerate();
    shown
        .map(|(at, partner)| {
            let name = &episode.speaker(partner.speaker).name;
            let turns = if partner.turns == 1 { "turn" } else { "turns" };
            CardRow {
                label: if at == 0 { "talks with" } else { "" },
                text: format!("{name}, {} {turns}", partner.turns),
                lead: Some(Lead::Speaker(partner.speaker)),
            }
        })
        .collect()
}

fn scenes(episode: &Episode, numbers: &OfSpeaker) -> Vec<CardRow> {
    let named = numbers.scenes.iter().filter_map(|(scene, tally)| {
        let scene = episode.outline.scenes.get(scene.as_ref()?.at())?;
        Some((scene, tally, tally.ends?.0))
    });
    named
        .enumerate()
        .map(|(at, (scene, tally, first))| CardRow {
            label: if at == 0 { "scenes" } else { "" },
            text: format!("{:>3} {}, {} words", scene.number, scene.heading, tally.words),
            lead: Some(Lead::Line(first)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Shelf;

    #[test]
    fn a_card_has_the_person_the_numbers_and_lines_of_theirs() {
        let table = Table::new(Shelf::sample().entries[0].load().0);
        for at in 0..table.ranks.len() {
            let card = CardSheet { speaker: SpeakerIx::new(at), cursor: 0 };
            let rows = card.rows(&table);
            let row = |label| rows.iter().find(|row| row.label == label).map(|row| row.text.as_str());
            let speaker = table.episode.speaker(card.speaker);
            assert_eq!(row("actor"), speaker.actor.as_deref());
            assert!(row("says").is_some_and(|text| text.starts_with(&speaker.speeches.to_string())));
            let lines = rows.iter().filter_map(|row| row.lead).filter_map(|lead| match lead {
                Lead::Line(ix) => Some(table.episode.element(ix)),
                Lead::Speaker(_) => None,
            });
            assert!(lines.clone().count() >= 3 + usize::from(speaker.scenes > 0));
            assert!(lines.into_iter().all(|element| element.speakers.contains(&card.speaker)));
            assert_eq!(card.lead(&table), rows.iter().find_map(|row| row.lead));
        }
        let nobody = CardSheet { speaker: SpeakerIx::new(900), cursor: 0 };
        assert_eq!((nobody.rows(&table), nobody.lead(&table)), (Vec::new(), None));
    }
}
