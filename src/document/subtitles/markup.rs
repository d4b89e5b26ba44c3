//! The words of a cue without what is meant for a player.

/// A cue's words, and who is named for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The words, flowing on one line.
    pub(super) text: String,
    /// Who speaks, where the file says so.
    pub(super) voice: Option<String>,
}

/// The longest name before a colon, bytes.
const LONGEST_VOICE: usize = 30;

/// The words of `raw`: tags (`<i>`, `{\an8}`) removed, entities replaced, voices (`<v Lisk>`, `LISK:`) and
/// the dash before the first speaker taken off. Where more than one speaks, no one is named.
pub(super) fn words(raw: &str) -> Words {
    let mut voices: Vec<Option<String>> = Vec::new();
    let shown = untagged(raw, &mut voices);
    let tagged = !voices.is_empty();
    let mut said = Vec::new();
    for (at, line) in shown.lines().map(str::trim).enumerate() {
        let bare = line.trim_start_matches(['-', '–', '>']).trim_start();
        let dashed = line.starts_with(['-', '–']) && !line.starts_with("--");
        let named = prefix(bare);
        if !tagged && (at == 0 || dashed || named.is_some()) {
            voices.push(named.map(|(name, _)| name.to_owned()));
        }
        if dashed && at > 0 {
            said.push("-");
        }
        // Two dashes are words cut short, and a sign within a cue may be a word too.
        let keeps = line.starts_with("--") || at > 0 && !dashed;
        let words = named.map_or(if keeps { line } else { bare }, |(_, words)| words);
        said.extend(words.split_whitespace());
    }
    voices.dedup();
    let voice = if voices.len() > 1 { None } else { voices.pop().flatten() };
    Words { text: said.join(" "), voice }
}

/// `raw` without tags, with entities replaced; the voices that tags name go to `voices`.
fn untagged(raw: &str, voices: &mut Vec<Option<String>>) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '{', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (taken, instead) = replaced(rest);
        voices.extend(voice_tag(&rest[..taken]).map(Some));
        text.push_str(instead);
        rest = &rest[taken..];
    }
    text.push_str(rest);
    text
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
            let expected = Words { text: text.to_owned(), voice: voice.map(str::to_owned) };
            assert_eq!(words(raw), expected, "{raw}");
        }
    }
}
