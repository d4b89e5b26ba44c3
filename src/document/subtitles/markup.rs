//! The words of a cue without what is meant for a player.

use crate::text::flow::flow;

use super::Turn;

/// A cue's words, and who is named for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The words, flowing on one line.
    pub(super) text: String,
    /// Who speaks, where the file says so.
    pub(super) voice: Option<String>,
    /// What each of them says, where more than one speaks.
    pub(super) turns: Vec<Turn>,
}

/// The longest name before a colon, bytes.
const LONGEST_VOICE: usize = 30;

/// The words of `raw`: tags (`<i>`, `{\an8}`) removed, entities replaced, voices (`<v Lisk>`, `LISK:`) and
/// the dash before the first speaker taken off. Where more than one speaks, no one is named.
pub(super) fn words(raw: &str) -> Words {
    let mut heard = Heard::default();
    for (number, (tag, shown)) in untagged(raw).iter().enumerate() {
        for (at, line) in shown.lines().map(str::trim).enumerate() {
            // What a tag names is said by nobody else, whatever stands before its words.
            let begins = at == 0 && (number > 0 || tag.is_some());
            heard.line(line, tag.as_deref(), at == 0 && number == 0, begins);
        }
    }
    heard.words()
}

/// What is said in a cue, as far as it was read.
#[derive(Default)]
struct Heard {
    turns: Vec<Turn>,
    /// The words of each line, and the dashes between speakers.
    said: Vec<String>,
}

impl Heard {
    /// Takes one more `line`, in a part that `tag` names the voice of; whether it is the first of the cue, and
    /// whether a turn begins with it whatever it looks like.
    fn line(&mut self, line: &str, tag: Option<&str>, opens: bool, begins: bool) {
        let bare = line.trim_start_matches(['-', '–', '>']).trim_start();
        let dashed = line.starts_with(['-', '–']) && !line.starts_with("--");
        let named = prefix(bare);
        if dashed && !opens {
            self.said.push("-".to_owned());
        }
        if begins || tag.is_none() && (opens || dashed || named.is_some()) {
            let voice = tag.or(named.map(|(name, _)| name)).map(str::to_owned);
            self.turns.push(Turn { voice, text: String::new() });
        }
        // Two dashes are words cut short, and a sign within a cue may be a word too.
        let keeps = line.starts_with("--") || !opens && !dashed;
        self.say(flow(named.map_or(if keeps { line } else { bare }, |(_, words)| words)));
    }

    fn say(&mut self, words: String) {
        if words.is_empty() {
            return;
        }
        if let Some(turn) = self.turns.last_mut() {
            turn.text.push_str(if turn.text.is_empty() { "" } else { " " });
            turn.text.push_str(&words);
        }
        self.said.push(words);
    }

    fn words(mut self) -> Words {
        let mut voices: Vec<Option<&String>> = self.turns.iter().map(|turn| turn.voice.as_ref()).collect();
        voices.dedup();
        let voice = if voices.len() > 1 { None } else { voices.pop().flatten().cloned() };
        self.turns.retain(|turn| !turn.text.is_empty());
        if self.turns.len() < 2 {
            self.turns.clear();
        }
        Words { text: self.said.join(" "), voice, turns: self.turns }
    }
}

/// `raw` without tags, with entities replaced, in the parts that the tags of voices begin, each with the name
/// that its tag has.
fn untagged(raw: &str) -> Vec<(Option<String>, String)> {
    let mut parts = vec![(None, String::with_capacity(raw.len()))];
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '{', '&']) {
        let (plain, behind) = rest.split_at(at);
        let (taken, instead) = replaced(behind);
        let (tag, behind) = behind.split_at(taken);
        if let Some((_, text)) = parts.last_mut() {
            text.push_str(plain);
            text.push_str(instead);
        }
        if let Some(name) = voice_tag(tag) {
            parts.retain(|(_, text): &(Option<String>, String)| !text.trim().is_empty());
            parts.push((Some(name), String::new()));
        }
        rest = behind;
    }
    if let Some((_, text)) = parts.last_mut() {
        text.push_str(rest);
    }
    parts
}

/// What stands for the entities that subtitles have.
const ENTITIES: [(&str, &str); 9] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&lrm;", ""),
    ("&rlm;", ""),
];

/// How many bytes of `rest` a tag or an entity takes, and what stands for it.
fn replaced(rest: &str) -> (usize, &'static str) {
    if let Some((entity, instead)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
        return (entity.len(), instead);
    }
    let inner = rest.get(1..).unwrap_or_default();
    let tag = |close: char| inner.find([close, '\n', '<']).filter(|at| inner[*at..].starts_with(close));
    let begins = |is: fn(char) -> bool| inner.starts_with(is);
    match rest.chars().next() {
        Some('<') if begins(|c| c.is_alphanumeric() || matches!(c, '/' | '!')) => {
            tag('>').map_or((1, "<"), |end| (end + 2, ""))
        }
        Some('{') if begins(|c| matches!(c, '\\' | 'Y' | 'y')) => {
            tag('}').map_or((1, "{"), |end| (end + 2, ""))
        }
        Some('<') => (1, "<"),
        Some('{') => (1, "{"),
        _ => (1, "&"),
    }
}

/// The name in `<v Lisk>` or `<v.loud Lisk>`.
fn voice_tag(tag: &str) -> Option<String> {
    let inner = tag.strip_prefix("<v")?.strip_suffix('>')?;
    let name = inner.split_once(char::is_whitespace)?.1.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A name in capitals before a colon, and what is said.
fn prefix(text: &str) -> Option<(&str, &str)> {
    let (name, said) = text.split_once(':')?;
    let capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let bare = name.split(['(', '[']).next().unwrap_or_default().trim_end();
    let closed = bare.len() == name.trim_end().len() || name.trim_end().ends_with([')', ']']);
    let plain = closed
        && !bare.is_empty()
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | '#' | '&'));
    let behind = said.is_empty() || said.starts_with(' ');
    (capitals && plain && behind && name.len() <= LONGEST_VOICE).then(|| (bare.trim(), said.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_entities_and_voices_are_taken_off() {
        for (raw, text, voice) in [
            ("<i>The lamp</i> is\nout.", "The lamp is out.", None),
            ("{\\an8}The lamp &amp; the fog", "The lamp & the fog", None),
            ("<v Lisk>Sir?", "Sir?", Some("Lisk")),
            ("- LISK: Sir?", "Sir?", Some("LISK")),
            ("2 < 3 & {so}", "2 < 3 & {so}", None),
            ("- Sir?\n- LISK: No.\n- No?", "Sir? - No. - No?", None),
            ("LISK: Sir?\nThe lamp.", "Sir? The lamp.", Some("LISK")),
            ("MAREN: Out?\nLISK: Out.", "Out? Out.", None),
            ("LISK [ON RADIO]: Sir?", "Sir?", Some("LISK")),
            (">> LISK: Sir?", "Sir?", Some("LISK")),
            ("<00:00:01.500><c.loud>Sir</c>&lrm;?", "Sir?", None),
            ("<font color=\"red\">Red</font> <open", "Red <open", None),
            ("-- and out", "-- and out", None),
            ("I said -\n-- No.", "I said - -- No.", None),
            ("At 10:30, then.", "At 10:30, then.", None),
            ("", "", None),
        ] {
            let found = words(raw);
            assert_eq!((found.text.as_str(), found.voice.as_deref()), (text, voice), "{raw}");
        }
    }

    #[test]
    fn each_of_several_has_a_turn() {
        for (raw, expected) in [
            ("- Sir?\n- LISK: No.\nNever.", &[(None, "Sir?"), (Some("LISK"), "No. Never.")][..]),
            (
                "<v Maren>Out?</v>\n<v.loud Orrin>Out.</v>",
                &[(Some("Maren"), "Out?"), (Some("Orrin"), "Out.")],
            ),
            ("MAREN: Out?\nLISK: Out.", &[(Some("MAREN"), "Out?"), (Some("LISK"), "Out.")]),
            ("LISK: Sir?\nThe lamp.", &[]),
            ("- Sir?", &[]),
            ("", &[]),
        ] {
            let turns = words(raw).turns;
            let turns: Vec<_> =
                turns.iter().map(|turn| (turn.voice.as_deref(), turn.text.as_str())).collect();
            assert_eq!(turns, expected, "{raw}");
        }
    }
}
