//! `tableread export --format md`: an episode as Markdown, to be read or printed.
//!
//! Acts are headings of the second level, scenes of the third, lines of the title page of the sixth; what
//! somebody says begins with the name in bold letters, directions are in italics, log entries are quoted. This
//! program reads it back with the same acts, scenes, speakers and words.

use crate::document::script::Setting;
use crate::document::words::Emphasis;
use crate::episode::{Element, ElementKind, Episode};

use super::lines::{Line, in_order, set_apart, states};

/// The episode as Markdown.
pub fn markdown(episode: &Episode) -> String {
    let mut out = format!("# {}\n", escaped(&episode.identity.title));
    for line in title_page(episode) {
        out.push_str(&format!("\n###### {}\n", escaped(&line)));
    }
    for line in in_order(episode) {
        let text = match line {
            Line::Act(act) => format!("## {}", escaped(&act.name)),
            Line::Scene(scene) => {
                let number = scene.written.as_ref().map(|number| format!(" #{number}#"));
                let heading = format!("{}{}", scene.heading, number.unwrap_or_default());
                format!("### {}. {}", scene.number, escaped(&heading))
            }
            Line::Element(element) => paragraph(episode, element),
        };
        if !text.is_empty() {
            out.push_str(&format!("\n{}\n", text.trim_end()));
        }
    }
    out
}

/// What the documents call the episode, then the other lines of the script's own title page.
fn title_page(episode: &Episode) -> Vec<String> {
    let identity = &episode.identity;
    let known = [
        ("Series", &identity.series),
        ("Episode", &identity.number),
        ("Stardate", &identity.stardate),
        ("Air date", &identity.air_date),
    ];
    let said: Vec<&str> =
        known.iter().filter_map(|(_, value)| value.as_deref()).chain([identity.title.as_str()]).collect();
    let own = super::lines::title_page(episode).map(|element| element.text.as_str());
    let own = own.filter(|line| !said.iter().any(|said| states(line, said))).map(str::to_owned);
    let known = known.iter().filter_map(|(key, value)| Some(format!("{key}: {}", value.as_ref()?)));
    known.chain(own).collect()
}

fn paragraph(episode: &Episode, element: &Element) -> String {
    let text = lines(element).join("\\\n");
    match (element.kind, element.setting) {
        (_, Setting::PageBreak) => "---".to_owned(),
        (ElementKind::Speech, _) => {
            let name = episode.speaker_name(element).unwrap_or_else(|| "?".to_owned());
            let extension = element.extension.as_ref().map(|words| format!(" *({})*", escaped(words)));
            format!("**{}**{}: {text}", escaped(&name), extension.unwrap_or_default())
        }
        (_, Setting::Section) => format!("#### {text}"),
        (ElementKind::Metadata, _) => format!("<!-- {} -->", element.text.replace("--", "- -")),
        (ElementKind::Log, _) => format!("> {text}"),
        (ElementKind::Direction, _) if element.text.contains(char::is_alphanumeric) => in_italics(element),
        _ => text,
    }
}

/// A direction, which is in italics whatever else it is.
fn in_italics(element: &Element) -> String {
    let lines: Vec<String> = set_apart(element)
        .iter()
        .map(|parts| parts.iter().map(|(text, _)| escaped(text)).collect::<String>())
        .map(|line| format!("*{}*", line.trim()))
        .collect();
    lines.join("\\\n")
}

fn lines(element: &Element) -> Vec<String> {
    let line = |parts: &Vec<(&str, Emphasis)>| parts.iter().map(|(text, set)| marked(text, *set)).collect();
    set_apart(element).iter().map(line).collect()
}

fn marked(text: &str, set: Emphasis) -> String {
    let words = escaped(text.trim_end());
    let space = if text.ends_with(' ') { " " } else { "" };
    // Markdown has no underlining: what is underlined is in italics.
    let marks = if set.bold { "**" } else { "" }.to_owned()
        + if set.italic || set.underlined || set.sung { "*" } else { "" };
    format!("{marks}{words}{}{space}", marks.chars().rev().collect::<String>())
}

/// `text` with a `\` before every mark that Markdown would take for its own.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let struck = character == '~' && text.contains("~~");
        let listed = at == 0 && matches!(character, '>' | '-' | '+' | '=' | '~');
        let numbered = matches!(character, '.' | ')') && text.get(..at).is_some_and(is_number);
        if matches!(character, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '#')
            || listed
            || numbered
            || struck
        {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Whether `text` is a number, which a full stop would make the beginning of a list.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}
