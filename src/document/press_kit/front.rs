//! What a kit says of its episode before the story: number, title, series, dates.

use crate::document::script::Header;
use crate::source::Source;
use crate::text::span::Span;

/// Reads the line at `span`, which is no prose, into `header`.
pub(super) fn read(source: &Source, span: Span, header: &mut Header) {
    let line = source.flow(span);
    let (told, quoted) = match quoted(&line) {
        Some((before, title)) => (before, Some(title)),
        None => (line.as_str(), None),
    };
    if labelled(&line, header) {
        return;
    }
    let number = number(told);
    if let Some(title) = quoted {
        header.title.get_or_insert_with(|| title.to_owned());
    }
    match number {
        Some(number) => _ = header.number.get_or_insert(number),
        None if quoted.is_some() => {}
        None if header.number.is_none() && header.title.is_none() && !is_company(&line) => {
            header.series.get_or_insert(line);
        }
        None if header.number.is_some() && !is_company(&line) => _ = header.title.get_or_insert(line),
        None => {}
    }
}

/// What stands before the quotation marks of `line`, and inside of them.
fn quoted(line: &str) -> Option<(&str, &str)> {
    let open = line.find(['"', '“'])?;
    let rest = line.get(open..)?.trim_start_matches(['"', '“']);
    let close = rest.rfind(['"', '”'])?;
    let title = rest.get(..close)?.trim_end_matches([',', '.']).trim();
    (!title.is_empty()).then_some((&line[..open], title))
}

/// The number in `EPISODE #12`, `Episode No. 12`, `Production 40840-12`.
fn number(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let named = ["episode", "production", "prod.", "show", "program"].iter().any(|word| lower.contains(word));
    let marked = line.starts_with('#');
    let digits = line.find(|c: char| c.is_ascii_digit())?;
    let start = line[..digits].rfind([' ', '#', ':']).map_or(0, |at| at + 1);
    let number: String =
        line[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/')).collect();
    (named || marked)
        .then(|| number.trim_end_matches(['-', '/']).to_owned())
        .filter(|number| !number.is_empty())
}

/// Reads `line` if it says what it is about: `Airdate: ...`.
fn labelled(line: &str, header: &mut Header) -> bool {
    let Some((label, value)) = line.split_once(':') else { return false };
    let value = value.trim().trim_matches(['"', '“', '”']).to_owned();
    let field = match label.trim().to_lowercase().as_str() {
        "airdate" | "air date" | "airs" | "broadcast date" | "premiere date" | "premieres" | "week of" => {
            &mut header.air_date
        }
        "stardate" => &mut header.stardate,
        "title" | "episode title" => &mut header.title,
        "series" | "show" | "program" => &mut header.series,
        _ => return false,
    };
    if !value.is_empty() {
        field.get_or_insert(value);
    }
    true
}

/// Whether `line` is of who sends the kit.
fn is_company(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "television",
        "pictures",
        "studios",
        "network",
        "entertainment",
        "productions",
        "press",
        "release",
        "kit",
        "publicity",
        "information",
        "media",
        "contact",
        "immediate",
        "corporation",
        "company",
    ];
    let lower = line.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word)) || lower.contains('@')
}

/// The series and the title in a listing: `THE SKERRIES: "Slack Water" -- ...`.
pub(super) fn listing(line: &str, header: &mut Header) {
    let Some(open) = line.find(['"', '“']) else { return };
    let series = line[..open].trim().trim_end_matches([':', '-', '–', '—', ',']).trim();
    let capitals = series.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !series.is_empty() && series.len() <= 60 && capitals {
        header.series = Some(series.to_owned());
        if let Some((_, rest)) = line[open..].split_once(['"', '“'])
            && let Some((title, _)) = rest.split_once(['"', '”'])
        {
            header.title.get_or_insert_with(|| title.to_owned());
        }
    }
}
