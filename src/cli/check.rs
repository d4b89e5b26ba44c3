//! `tableread check`: what each file was taken for, how much is in it, every diagnostic.

use std::io::{self, Write};

use crate::document::Severity;
use crate::episode::{ElementKind, Episode, EpisodeSource, Origin, SourceIx, SpeakerIx};
use crate::export;
use crate::source::{Form, Ground, Source};

use super::arguments::{Format, Wanted};
use super::output::Table;
use super::{Access, CliError, Found, output};

pub(super) fn run(wanted: &Wanted, access: &Access) -> Result<Found, CliError> {
    let episode = access.one_episode(&wanted.path)?;
    match wanted.format {
        Format::Json => output::json(&export::sections(&episode, &["title", "sources", "diagnostics"])?)?,
        Format::Text => print(&episode)?,
    }
    Ok(Found::any(episode.sources.len()))
}

fn print(episode: &Episode) -> Result<(), CliError> {
    let mut table = Table::default();
    for (at, source) in episode.sources.iter().enumerate() {
        table.row([
            source.kind.name().to_owned(),
            source.source.name.clone(),
            format!("{:.0} % sure", source.confidence * 100.0),
            encoding(&source.source),
            format!("{} lines", source.source.line_count()),
            counts(episode, SourceIx::new(at), source),
        ]);
    }
    let mut out = output::stdout();
    table.print(&mut out)?;
    for source in &episode.sources {
        print_taken(source, &mut out)?;
    }
    for said in &episode.diagnostics {
        let Some(source) = episode.sources.get(said.source.at()) else { continue };
        let diagnostic = &said.diagnostic;
        let line = source.source.line_of(diagnostic.span.start);
        let severity = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        writeln!(
            out,
            "{}:{line}: {severity}: {} [{}]",
            source.source.name, diagnostic.message, diagnostic.code
        )?;
    }
    print_proposals(episode, &mut out)?;
    out.flush()?;
    Ok(())
}

/// The encoding of a source, and what that rests on where it is not plain.
fn encoding(source: &Source) -> String {
    match source.ground {
        Ground::Valid => source.encoding.to_owned(),
        Ground::Guess => format!("{} (guessed)", source.encoding),
        Ground::Mark => format!("{} (marked)", source.encoding),
        Ground::Page => format!("{} (named by the page)", source.encoding),
        Ground::Told => format!("{} (told)", source.encoding),
    }
}

/// From here on another kind is worth being told.
const WORTH_TELLING: f32 = 0.05;

/// Why a document was taken for what it is, what else it might be, and what was left over.
fn print_taken(source: &EpisodeSource, out: &mut impl Write) -> io::Result<()> {
    let name = &source.source.name;
    let opinions = source.opinions();
    let Some((first, others)) = opinions.split_first() else {
        writeln!(out, "{name}: {} because you say so", source.kind.name())?;
        return print_left_over(source, out);
    };
    writeln!(out, "{name}: {} because of {}", source.kind.name(), first.reason)?;
    let others: Vec<String> = others
        .iter()
        .filter(|opinion| opinion.confidence >= WORTH_TELLING)
        .map(|opinion| {
            format!("{} {:.0} % ({})", opinion.kind.name(), opinion.confidence * 100.0, opinion.reason)
        })
        .collect();
    if !others.is_empty() {
        writeln!(out, "{name}: else it might be {}", others.join(", "))?;
    }
    print_left_over(source, out)
}

/// The most lines left over that are named.
const MOST_NAMED: usize = 10;

fn print_left_over(source: &EpisodeSource, out: &mut impl Write) -> io::Result<()> {
    let (form, left_out) = match source.source.form {
        Form::Text => ("", None),
        Form::Page { left_out } => ("a web page", Some((left_out, "navigation and the like"))),
        Form::Wikitext { left_out } => ("wikitext", Some((left_out, "references and comments"))),
        Form::Markdown { left_out } => ("Markdown", Some((left_out, "comments"))),
        Form::Book { left_out } => ("a book (EPUB)", Some((left_out, "its pages' furniture"))),
    };
    if let Some((words, what)) = left_out {
        let name = &source.source.name;
        writeln!(
            out,
            "{name}: {form}; its lines are those of the text in it, without {words} words of {what}"
        )?;
    }
    if source.left_over.is_empty() {
        return Ok(());
    }
    let text = &source.source;
    let mut lines: Vec<String> =
        source.left_over.iter().take(MOST_NAMED).map(|span| text.line_of(span.start).to_string()).collect();
    if source.left_over.len() > MOST_NAMED {
        lines.push("...".to_owned());
    }
    let (count, places) = (source.left_over.len(), lines.join(", "));
    writeln!(out, "{}: left over: {count} not understood, at line {places}", text.name)
}

/// Below this a kind or an act is worth being stated by a person.
const DOUBTFUL: f32 = 0.8;

/// Lines for an `episode.toml` that would settle what is in doubt; nothing where nothing is.
fn print_proposals(episode: &Episode, out: &mut impl Write) -> io::Result<()> {
    let unsure = episode.sources.iter().filter(|source| source.confidence < DOUBTFUL);
    let documents: Vec<String> =
        unsure.map(|s| format!("{} = {}", quoted(&s.source.name), quoted(s.kind.name()))).collect();
    let acts =
        episode.outline.acts.iter().filter(|act| act.origin == Origin::Aligned && act.confidence < DOUBTFUL);
    let acts: Vec<String> =
        acts.map(|act| format!("{} = {}", quoted(&act.name), quoted(&act.lines.0.to_string()))).collect();
    let name = |ix: &SpeakerIx| quoted(&episode.speaker(*ix).name);
    let slips = episode.cast.misspelt.iter();
    let slips: Vec<String> =
        slips.map(|(slip, meant)| format!("{} = [{}]", name(meant), name(slip))).collect();
    let tables = [("documents", documents), ("speakers", slips), ("acts", acts)];
    if tables.iter().any(|(_, lines)| !lines.is_empty()) {
        writeln!(out, "\nif these are so, an episode.toml beside the documents can say it:")?;
    }
    for (table, lines) in tables.iter().filter(|(_, lines)| !lines.is_empty()) {
        writeln!(out, "[{table}]\n{}", lines.join("\n"))?;
    }
    Ok(())
}

/// `text` as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// What was found in a document, in a few words.
fn counts(episode: &Episode, ix: SourceIx, source: &EpisodeSource) -> String {
    if episode.elements.first().is_some_and(|element| element.source == ix) {
        return script_counts(episode);
    }
    let tied = |tied: usize, of: usize, what: &str| (of > 0).then(|| format!("{tied} of {of} {what} tied"));
    let sentences = episode.summary.iter().filter(|sentence| sentence.source == ix);
    let quotes = episode.quotes.iter().filter(|quote| quote.source == ix);
    let cues = episode.subtitles.iter().filter(|cue| cue.source == ix);
    let parts = [
        tied(sentences.clone().filter(|s| s.elements.is_some()).count(), sentences.count(), "sentences"),
        tied(quotes.clone().filter(|q| !q.elements.is_empty()).count(), quotes.count(), "quotes"),
        tied(cues.clone().filter(|c| c.element.is_some()).count(), cues.count(), "cues"),
        (source.kind == crate::document::Kind::PressKit).then(|| {
            let played = episode.cast.speakers.iter().filter(|speaker| speaker.role.is_some()).count();
            format!("{played} speakers with a role, {} credits", episode.cast.crew.len())
        }),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn script_counts(episode: &Episode) -> String {
    let of = |kind| episode.elements.iter().filter(|element| element.kind == kind).count();
    format!(
        "{} scenes, {} speeches by {} speakers, {} directions, {} log entries, {} not understood",
        episode.outline.scenes.len(),
        of(ElementKind::Speech),
        episode.cast.speakers.len(),
        of(ElementKind::Direction),
        of(ElementKind::Log),
        of(ElementKind::Other),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::loader::{Given, Stated, load_stated};

    const SCRIPT: &str = "Fog\n[Deck]\nMARREN: Out.\nCULVANE: Aye.\nMARREN: Out.\nCULVANE: Aye.\nMARREN: Out.\n\
                          CULVANE: Aye.\nMARREN: Out.\nCULVANE: Aye.\nCULVINE: Aye.\n";

    fn loaded(statements: &str) -> Episode {
        let source = Source::from_bytes("fog.txt", SCRIPT.as_bytes());
        let stated = Stated::parse(statements).expect("what was proposed can be read");
        let given = Given { source, kind: Some(Kind::Transcript) };
        let (episode, faults) = load_stated(vec![given], "Fog", &stated);
        assert_eq!(faults, []);
        episode
    }

    fn proposed(episode: &Episode) -> String {
        let mut out = Vec::new();
        print_proposals(episode, &mut out).expect("written");
        let said = String::from_utf8(out).expect("text");
        said.lines().filter(|line| !line.starts_with("if these")).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_proposed_settles_what_was_in_doubt() {
        let mut episode = loaded("");
        episode.sources[0].confidence = 0.4;
        let proposal = proposed(&episode);
        assert!(proposal.contains("[documents]\n\"fog.txt\" = \"transcript\""), "{proposal}");
        assert!(proposal.contains("[speakers]\n\"CULVANE\" = [\"CULVINE\"]"), "{proposal}");
        let settled = loaded(&proposal);
        let names: Vec<&str> = settled.cast.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["MARREN", "CULVANE"]);
        assert_eq!(proposed(&settled), "");
    }

    #[test]
    fn an_act_that_is_in_doubt_is_proposed_at_its_line() {
        let mut episode = loaded("[acts]\nTeaser = '2'\n\"Act One\" = '6'\n");
        for act in &mut episode.outline.acts {
            (act.origin, act.confidence) = (Origin::Aligned, 0.9);
        }
        episode.outline.acts[1].confidence = 0.5;
        let proposal = proposed(&episode);
        assert!(proposal.contains("[acts]\n\"Act One\" = \"6\""), "{proposal}");
        assert!(!proposal.contains("Teaser"), "{proposal}");
        let again = loaded(&proposal);
        assert_eq!(again.outline.acts.last().map(|act| act.lines.0), Some(6));
    }
}
