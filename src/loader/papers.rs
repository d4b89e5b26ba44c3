//! What the other documents say of the script's lines: each is looked through at the same time as the
//! others, and what was found is laid over the episode in their order.

use crate::document::summary::Paragraph;
use crate::document::{Document, PressKit, Subtitles, Summary};
use crate::episode::{Episode, Quote, SourceIx};
use crate::source::Source;
use crate::threads;

use super::retelling::Retold;
use super::subtitles::Heard;
use super::typos::Slips;
use super::wording::Wording;
use super::{Read, Wanted, quotes, retelling, subtitles, typos};

/// Ties what the other `documents` of `episode` say to its lines, whose words are `wording`, and reports
/// what looks wrong where that is `wanted`.
pub(super) fn tie(episode: &mut Episode, wording: &Wording, documents: &[Read], wanted: Wanted) {
    let script: &Episode = episode;
    let found =
        threads::each(papers(documents, wanted), Paper::weight, |paper| paper.find(script, wording, wanted));
    let mut own = true;
    for found in found {
        match found {
            Found::Retold(retold) => {
                own = retold.own;
                retold.lay(episode);
            }
            // Another episode's quotes are kept to be read, too.
            Found::Quotes(quotes) => {
                episode
                    .quotes
                    .extend(quotes.into_iter().map(|quote| if own { quote } else { untied(quote) }));
            }
            Found::Heard(heard) => heard.lay(episode),
            Found::Slips(slips) => slips.tell(episode),
        }
    }
}

/// What one document says of one kind of thing.
enum Paper<'a> {
    /// The prose of a summary.
    Retelling(SourceIx, &'a Source, &'a Summary),
    /// A press kit's synopsis.
    Synopsis(SourceIx, &'a Source, &'a PressKit),
    /// The quotes of the summary before.
    Quotes(SourceIx, &'a Source, &'a Summary),
    Subtitles(SourceIx, &'a Subtitles),
    /// What looks misspelt in the script itself.
    Script,
}

enum Found {
    Retold(Retold),
    Quotes(Vec<Quote>),
    Heard(Heard),
    Slips(Slips),
}

fn papers(documents: &[Read], wanted: Wanted) -> Vec<Paper<'_>> {
    let summarised = documents.iter().any(|read| matches!(read.document, Document::Summary(_)));
    let mut papers = Vec::new();
    for (at, read) in documents.iter().enumerate() {
        let ix = SourceIx::new(at);
        match &read.document {
            Document::Summary(summary) => {
                papers.push(Paper::Retelling(ix, &read.source, summary));
                papers.push(Paper::Quotes(ix, &read.source, summary));
            }
            // A synopsis retells too, if nothing does it better.
            Document::PressKit(kit) if !summarised && !kit.synopsis.is_empty() => {
                papers.push(Paper::Synopsis(ix, &read.source, kit));
            }
            Document::Subtitles(document) => papers.push(Paper::Subtitles(ix, document)),
            Document::PressKit(_) | Document::Script(_) => {}
        }
    }
    if wanted == Wanted::Everything {
        papers.push(Paper::Script);
    }
    papers
}

/// A press kit's synopsis as a summary without acts.
fn retold(kit: &PressKit) -> Summary {
    let paragraphs = kit.synopsis.iter().map(|span| Paragraph { act: None, span: *span }).collect();
    Summary { paragraphs, ..Summary::default() }
}

/// `quote` without its lines.
fn untied(quote: Quote) -> Quote {
    Quote { elements: Vec::new(), speakers: Vec::new(), confidence: 0.0, ..quote }
}

impl Paper<'_> {
    /// How long finding it takes, compared with the others.
    fn weight(&self) -> usize {
        match self {
            Self::Script | Self::Quotes(..) => 1,
            Self::Retelling(..) | Self::Synopsis(..) => 4,
            Self::Subtitles(..) => 5,
        }
    }

    fn find(self, episode: &Episode, wording: &Wording, wanted: Wanted) -> Found {
        match self {
            Self::Retelling(ix, source, summary) => {
                Found::Retold(retelling::find(episode, wording, ix, source, summary))
            }
            Self::Synopsis(ix, source, kit) => {
                Found::Retold(retelling::find(episode, wording, ix, source, &retold(kit)))
            }
            Self::Quotes(ix, source, summary) => {
                Found::Quotes(quotes::find(episode, wording, ix, source, summary))
            }
            Self::Subtitles(ix, document) => {
                Found::Heard(subtitles::find(episode, wording, ix, document, wanted))
            }
            Self::Script => Found::Slips(typos::find(episode)),
        }
    }
}
