//! `tableread export --format fountain`: an episode as a screenplay that other programs open, and this one
//! reads back with the same acts, scenes, speakers and words.
//!
//! The form is that of <https://fountain.io/syntax>. Acts are sections. What would be read as something
//! else is forced (`.heading`, `@name`, `!action`), and marks that are meant as letters stand behind a `\`.

use std::fmt::Write;

use crate::document::screenplay;
use crate::document::script::Setting;
use crate::document::words::Emphasis;
use crate::episode::{Element, ElementKind, Episode};

use super::lines::{Line, in_order, set_apart, states};

/// The episode as Fountain.
pub fn fountain(episode: &Episode) -> String {
    let mut out = title_page(episode);
    for line in in_order(episode) {
        let text = match line {
            Line::Act(act) => format!("# {}", escaped(&act.name)),
            Line::Scene(scene) => {
                let number = scene.written.as_ref().map(|number| format!(" #{number}#"));
                heading_line(&scene.heading) + &number.unwrap_or_default()
            }
            Line::Element(element) => element_lines(episode, element),
        };
        if !text.is_empty() {
            out.push('\n');
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

/// `Title:` and what else the documents call the episode, then the lines of the script's own title page.
fn title_page(episode: &Episode) -> String {
    let identity = &episode.identity;
    let known = [
        ("Title", Some(&identity.title)),
        ("Series", identity.series.as_ref()),
        ("Episode", identity.number.as_ref()),
        ("Stardate", identity.stardate.as_ref()),
        ("Air date", identity.air_date.as_ref()),
    ];
    let known: Vec<(&str, &String)> =
        known.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    let mut page = String::new();
    for (key, value) in &known {
        line(&mut page, &format!("{key}: {}", escaped(value)));
    }
    let said_above = |text: &str| known.iter().any(|(_, value)| states(text, value));
    let own = super::lines::title_page(episode).filter(|element| !said_above(&element.text));
    let (keyed, notes): (Vec<&Element>, Vec<&Element>) = own
        .partition(|element| screenplay::is_title_line(&element.text) && !element.text.starts_with("Notes:"));
    for element in keyed {
        line(&mut page, &lines(element).join("\n    "));
    }
    let notes: Vec<String> = notes.into_iter().flat_map(lines).filter(|line| line != "Notes:").collect();
    if !notes.is_empty() {
        line(&mut page, &format!("Notes:\n    {}", notes.join("\n    ")));
    }
    page
}

fn line(page: &mut String, text: &str) {
    page.push_str(text);
    page.push('\n');
}

/// A scene's heading; stars for one that has no name.
fn heading_line(heading: &str) -> String {
    let heading = heading.trim();
    match heading {
        "" => ".* * *".to_owned(),
        slug if screenplay::is_slug(slug) => escaped(slug),
        heading => format!(".{}", escaped(heading)),
    }
}

fn element_lines(episode: &Episode, element: &Element) -> String {
    let text = || lines(element).join("\n");
    let each = |before: &str, after: &str| {
        let set = |line: String| format!("{before}{line}{after}");
        lines(element).into_iter().map(set).collect::<Vec<_>>().join("\n")
    };
    match (element.kind, element.setting) {
        (ElementKind::Speech, _) => speech(episode, element),
        (_, Setting::PageBreak) => "===".to_owned(),
        _ if element.text.is_empty() => String::new(),
        (_, Setting::Section) => format!("## {}", text()),
        (_, Setting::Synopsis) => format!("= {}", lines(element).join(" ")),
        (_, Setting::Omitted) => format!("/* {} */", element.text),
        (ElementKind::Metadata, _) => format!("[[{}]]", element.text),
        (_, Setting::Centred) => each("> ", " <"),
        (_, Setting::Lyrics) => each("~", ""),
        (_, Setting::Transition) if !screenplay::is_transition(&element.text) => format!("> {}", text()),
        (_, Setting::Transition) => text(),
        _ => action(element),
    }
}

/// A paragraph of action; forced where its first line would be read as something else.
fn action(element: &Element) -> String {
    let mut lines = lines(element);
    // Of a line inside that would be read as something else, a part of the one before is made.
    if lines.iter().skip(1).any(|line| line.starts_with(['#', '=', '!', '>'])) {
        lines = vec![lines.join(" ")];
    }
    let first = lines.first().map(String::as_str).unwrap_or_default();
    let forced = first.starts_with(['#', '=', '~', '!', '@', '>', '.'])
        || screenplay::is_slug(first)
        || screenplay::is_transition(first)
        || (lines.len() > 1 && screenplay::is_cue(first));
    format!("{}{}", if forced { "!" } else { "" }, lines.join("\n"))
}

/// Who speaks and what is said; `@?` where nobody knows who.
fn speech(episode: &Episode, element: &Element) -> String {
    let name = episode.speaker_name(element).unwrap_or_default();
    let name = if name.is_empty() { "?" } else { name.as_str() };
    let mut cue = escaped(name);
    if let Some(extension) = &element.extension {
        let _infallible = write!(cue, " ({})", escaped(&extension.replace(['(', ')'], " ")));
    }
    if !screenplay::is_cue(&cue)
        || screenplay::is_slug(&cue)
        || cue.starts_with(['#', '=', '~', '!', '>', '.'])
    {
        cue.insert(0, '@');
    }
    if element.setting == Setting::AtOnce {
        cue.push_str(" ^");
    }
    let said = lines(element);
    // Two spaces stand for nothing said.
    let said = if element.text.is_empty() { "  ".to_owned() } else { said.join("\n") };
    format!("{cue}\n{said}")
}

/// The lines of the element's text, with marks for what is emphasised.
fn lines(element: &Element) -> Vec<String> {
    set_apart(element)
        .into_iter()
        .map(|parts| parts.iter().map(|(text, set)| marked(text, *set)).collect())
        .collect()
}

fn marked(text: &str, set: Emphasis) -> String {
    let words = text.trim_end();
    let space = text.get(words.len()..).unwrap_or_default();
    let marks = [(set.bold, "**"), (set.italic, "*"), (set.underlined, "_")];
    let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark);
    let words = marks.fold(escaped(words), |words, mark| format!("{mark}{words}{mark}"));
    format!("{}{words}{space}", if set.sung { "~" } else { "" })
}

/// `text` with a `\` before every mark that is meant as a letter.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        let twice = character == '[' && before == '[';
        let first = escaped.is_empty() && character == '~';
        if matches!(character, '*' | '_' | '\\') || twice || first {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}
