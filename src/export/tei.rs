//! `tableread export --format tei`: an episode as a drama in TEI, for the tools of those who study plays
//! (DraCor and its kin); this program reads it back with the same acts, scenes, speakers and words.
//!
//! An act that begins inside a scene ends the scene's division; what is left of the scene stands in the act
//! without one.

use std::fmt::Write;

use crate::document::script::Setting;
use crate::document::words::Emphasis;
use crate::episode::{Element, ElementKind, Episode};

use super::lines::{Line, in_order, set_apart, states, title_page};

/// The episode as TEI.
pub fn tei(episode: &Episode) -> String {
    let mut out = header(episode);
    out.push_str("<text>\n<body>\n");
    let (mut in_act, mut in_scene) = (false, false);
    for line in in_order(episode) {
        match line {
            Line::Act(act) => {
                close(&mut out, &mut in_scene);
                close(&mut out, &mut in_act);
                let _infallible = writeln!(out, "<div type=\"act\"><head>{}</head>", escaped(&act.name));
                in_act = true;
            }
            Line::Scene(scene) => {
                close(&mut out, &mut in_scene);
                // Stars stand for a scene without a name.
                let named = scene.heading.contains(char::is_alphanumeric);
                let name = if named { escaped(&scene.heading) } else { "* * *".to_owned() };
                let number = scene.written.as_ref().map(|number| format!(" n=\"{}\"", escaped(number)));
                let number = number.unwrap_or_default();
                let _infallible = writeln!(out, "<div type=\"scene\"><head{number}>{name}</head>");
                in_scene = true;
            }
            Line::Element(element) => {
                out.push_str(&element_lines(episode, element));
                out.push('\n');
            }
        }
    }
    close(&mut out, &mut in_scene);
    close(&mut out, &mut in_act);
    out.push_str("</body>\n</text>\n</TEI>\n");
    out
}

fn close(out: &mut String, open: &mut bool) {
    if std::mem::take(open) {
        out.push_str("</div>\n");
    }
}

/// What the documents call the episode, and who speaks in it.
fn header(episode: &Episode) -> String {
    let identity = &episode.identity;
    let facts = [
        ("series", &identity.series),
        ("episode", &identity.number),
        ("stardate", &identity.stardate),
        ("air-date", &identity.air_date),
    ];
    let idnos: String = facts
        .iter()
        .filter_map(|(kind, fact)| Some(format!("<idno type=\"{kind}\">{}</idno>", escaped(fact.as_ref()?))))
        .collect();
    let facts_said = facts.iter().filter_map(|(_, fact)| fact.as_deref()).chain([identity.title.as_str()]);
    let said: Vec<&str> = facts_said.collect();
    let page = title_page(episode).filter(|line| !said.iter().any(|said| states(&line.text, said)));
    let note = |line: &Element| format!("<note type=\"title-page\">{}</note>\n", escaped(&line.text));
    let notes: String = page.map(note).collect();
    let notes = if notes.is_empty() { notes } else { format!("<notesStmt>\n{notes}</notesStmt>\n") };
    let person = |(at, speaker): (usize, &crate::episode::Speaker)| {
        format!("<person xml:id=\"speaker-{at}\"><persName>{}</persName></person>\n", escaped(&speaker.name))
    };
    let persons: String = episode.cast.speakers.iter().enumerate().map(person).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n\
         <fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n<publicationStmt><p>unpublished</p>{idnos}</publicationStmt>\n\
         {notes}<sourceDesc><p>{}</p></sourceDesc>\n</fileDesc>\n<profileDesc><particDesc><listPerson>\n{persons}\
         </listPerson></particDesc></profileDesc>\n</teiHeader>\n",
        escaped(&identity.title),
        escaped(episode.script_source().map_or("", |source| &source.source.name)),
    )
}

fn element_lines(episode: &Episode, element: &Element) -> String {
    let text = || lines(element).join(" ");
    let rend = rend(element);
    match element.kind {
        ElementKind::Speech => speech(episode, element),
        _ if element.setting == Setting::PageBreak => format!("<milestone unit=\"page\"{rend}/>"),
        ElementKind::Narration | ElementKind::Other => format!("<p{rend}>{}</p>", in_lines(element)),
        ElementKind::Log => format!("<stage type=\"log\"{rend}>{}</stage>", in_lines(element)),
        ElementKind::Metadata if rend.is_empty() => format!("<note rend=\"note\">{}</note>", text()),
        ElementKind::Metadata => format!("<note{rend}>{}</note>", text()),
        ElementKind::Direction | ElementKind::Heading => {
            format!("<stage{rend}>{}</stage>", in_lines(element))
        }
    }
}

/// How the element is set, where that says more than what it is.
fn rend(element: &Element) -> String {
    element.setting.name().map(|name| format!(" rend=\"{name}\"")).unwrap_or_default()
}

/// The element's text; its lines apart where it has several.
fn in_lines(element: &Element) -> String {
    let lines = lines(element);
    match lines.as_slice() {
        [one] => one.clone(),
        several => several.iter().map(|line| format!("<l>{line}</l>")).collect(),
    }
}

fn speech(episode: &Episode, element: &Element) -> String {
    let who: Vec<String> = element.speakers.iter().map(|speaker| format!("#speaker-{}", speaker.0)).collect();
    let who = if who.is_empty() { String::new() } else { format!(" who=\"{}\"", who.join(" ")) };
    let name = episode.speaker_name(element).map(|name| format!("<speaker>{}</speaker>", escaped(&name)));
    let how = element.extension.as_ref();
    let how = how.map(|how| format!("<stage type=\"delivery\">, {}</stage>", escaped(how)));
    let said = lines(element);
    let said = match said.as_slice() {
        [one] => format!("<p>{one}</p>"),
        several => several.iter().map(|line| format!("<l>{line}</l>")).collect(),
    };
    let rend = rend(element);
    format!("<sp{who}{rend}>{}{}{said}</sp>", name.unwrap_or_default(), how.unwrap_or_default())
}

/// The lines of the element's text, with elements around what is emphasised.
fn lines(element: &Element) -> Vec<String> {
    let line = |parts: &Vec<(&str, Emphasis)>| parts.iter().map(|(text, set)| marked(text, *set)).collect();
    set_apart(element).iter().map(line).collect()
}

fn marked(text: &str, set: Emphasis) -> String {
    let names = set.names();
    match names.as_slice() {
        [] => escaped(text),
        names => format!("<hi rend=\"{}\">{}</hi>", names.join(" "), escaped(text)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
