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

/// The words of `raw`: tags (`<i>`, `{\an8}`) removed, entities replaced, a voice (`<v Lisk>`, `LISK:`)
/// and the dash of a change of speaker taken off.
pub(super) fn words(raw: &str) -> Words {
    let mut text = String::with_capacity(raw.len());
    let mut voice = None;
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '{', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (taken, instead) = replaced(rest);
        if let Some(name) = voice_tag(&rest[..taken]) {
            voice = voice.or(Some(name));
        }
        text.push_str(instead);
        rest = &rest[taken..];
    }
    text.push_str(rest);
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare =
        flowing.strip_prefix("- ").or_else(|| flowing.strip_prefix('-')).unwrap_or(&flowing).trim_start();
    match prefix(bare) {
        Some((name, said)) => Words { voice: voice.or_else(|| Some(name.to_owned())), text: said.to_owned() },
        None => Words { text: if bare.is_empty() { String::new() } else { bare.to_owned() }, voice },
    }
}

/// How many bytes of `rest` a tag or an entity takes, and what stands for it.
fn replaced(rest: &str) -> (usize, &'static str) {
    const ENTITIES: [(&str, &str); 6] =
        [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&#39;", "'")];
    if let Some((entity, instead)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
        return (entity.len(), instead);
    }
    let tag = |close: char| rest.find(close).map(|at| at + 1);
    match rest.chars().next() {
        Some('<') if rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!')) => {
            tag('>').map_or((1, "<"), |end| (end, ""))
        }
        Some('{') if rest[1..].starts_with(['\\', 'Y', 'y']) => tag('}').map_or((1, "{"), |end| (end, "")),
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
    let plain =
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | '#' | '&'));
    let behind = said.is_empty() || said.starts_with(' ');
    (capitals && plain && behind && name.len() <= LONGEST_VOICE).then(|| (name.trim(), said.trim_start()))
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
            ("At 10:30, then.", "At 10:30, then.", None),
            ("", "", None),
        ] {
            let expected = Words { text: text.to_owned(), voice: voice.map(str::to_owned) };
            assert_eq!(words(raw), expected, "{raw}");
        }
    }
}
