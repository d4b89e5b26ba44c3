//! Names before what cues say, in small letters, as programs that write down meetings and talks put them: `Maren
//! Holt: text`. A name in capitals is one wherever it stands; one in small letters only where most cues have one.

use super::Cue;

/// How many cues begin with a name at least where names are taken for that.
const FEWEST: usize = 3;

/// The longest name, bytes, and its most words.
const LONGEST: usize = 40;
const MOST_WORDS: usize = 4;

/// Takes the names off the words of `cues`, where most begin with one, and makes them their voices.
pub(super) fn take(cues: &mut [Cue]) {
    let is_named = |cue: &&mut Cue| cue.voice.is_none() && cue.turns.is_empty() && named(&cue.text).is_some();
    let many = cues.len();
    let cues: Vec<&mut Cue> = cues.iter_mut().filter(is_named).collect();
    if cues.len() < FEWEST || cues.len() * 2 < many {
        return;
    }
    for cue in cues {
        if let Some((name, said)) = named(&cue.text) {
            (cue.voice, cue.text) = (Some(name.to_owned()), said.to_owned());
        }
    }
}

/// The name that `text` begins with, and what is said.
fn named(text: &str) -> Option<(&str, &str)> {
    let (name, said) = text.split_once(": ")?;
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.');
    let is_word = |word: &str| word.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
    let plain = name.len() <= LONGEST && name.chars().all(is_of_name) && name.contains(char::is_alphabetic);
    let words =
        name.split_whitespace().all(is_word) && (1..=MOST_WORDS).contains(&name.split_whitespace().count());
    (plain && words && !said.trim().is_empty()).then(|| (name.trim(), said.trim_start()))
}

#[cfg(test)]
mod tests {
    use crate::document::subtitles;
    use crate::source::Source;

    fn voices(cues: &[&str]) -> Vec<(Option<String>, String)> {
        let cues =
            cues.iter().zip(1..).map(|(said, at)| format!("00:0{at}.000 --> 00:0{at}.900\n{said}\n\n"));
        let text = format!("WEBVTT\n\n{}", cues.collect::<String>());
        let parsed = subtitles::parse(&Source::from_bytes("a.vtt", text.as_bytes()));
        parsed.document.cues.into_iter().map(|cue| (cue.voice, cue.text)).collect()
    }

    #[test]
    fn names_are_taken_off_where_most_cues_have_one() {
        let named = voices(&["Maren Holt: Out?", "Speaker 2: Out.", "It is.", "Maren Holt: Then: light it."]);
        let said = |voice: Option<&str>, text: &str| (voice.map(str::to_owned), text.to_owned());
        let expected = [
            said(Some("Maren Holt"), "Out?"),
            said(Some("Speaker 2"), "Out."),
            said(None, "It is."),
            said(Some("Maren Holt"), "Then: light it."),
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_colon_in_a_sentence_names_nobody() {
        let cues =
            ["Listen: it is out.", "What?", "Fog: that is all.", "Light it.", "And so: the bell.", "No."];
        assert!(voices(&cues).iter().all(|(voice, _)| voice.is_none()));
    }
}
