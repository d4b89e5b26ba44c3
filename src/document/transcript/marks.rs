//! Lines that mean something by their words: log entries, act marks, what stands at the end of a page.

use super::extension::COLONS;

/// Words of a log's name stand before `log`: this many at most.
const LOG_WORDS: usize = 7;

/// Whether `text` begins a log entry: `Captain's log, stardate 8812.3.`, `Keeper's log, supplemental.`
pub(super) fn begins_log(text: &str) -> bool {
    if !may_have_log(text) {
        return false;
    }
    for (before, (at, word)) in words(text).enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if bare.eq_ignore_ascii_case("log") || bare.eq_ignore_ascii_case("starlog") {
            return before > 0 && owner_is_named(&text[..at]) && log_goes_on(&text[at + bare.len()..]);
        }
        // A sentence that ends before its log is none of these.
        if before >= LOG_WORDS || word.ends_with(['.', '!', '?', ':', ';']) && !is_title(word) {
            return false;
        }
    }
    false
}

/// The longest text that is looked through for letters, bytes: what is left of a long line is asked for each of
/// its pieces.
const FAR: usize = 1024;

/// Whether `text` has the letters of `log`, in whatever case: every line is asked, and hardly one does.
fn may_have_log(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut ends = memchr::memchr2_iter(b'g', b'G', bytes);
    let is_log = |end: usize| {
        let word = end.checked_sub(2).and_then(|start| bytes.get(start..=end));
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"log"))
    };
    bytes.len() > FAR || ends.any(is_log)
}

fn is_title(word: &str) -> bool {
    matches!(word, "Lt." | "Cmdr." | "Dr." | "Mr." | "Mrs." | "Ms." | "Capt.")
}

/// Whether what stands before `log` says whose it is, as a title does and a sentence does not.
fn owner_is_named(before: &str) -> bool {
    let capital = before.trim_start().chars().next().is_some_and(char::is_uppercase);
    let lower = before.to_lowercase();
    let kinds = [
        "personal", "medical", "station", "ship", "security", "mission", "duty", "official", "first", "daily",
    ];
    let possessive = lower.contains("'s") || lower.contains('’') || lower.contains("s' ");
    let of_kind = kinds.iter().any(|kind| lower.starts_with(kind));
    let signed = lower.trim_end().ends_with(" personal")
        && before.split_whitespace().rev().skip(1).all(|word| word.starts_with(char::is_uppercase));
    // `Keepers log`, the apostrophe forgotten.
    let bare = before.trim().len() > 5 && before.trim().ends_with('s') && !before.trim().contains(' ');
    let plain = of_kind || signed || bare;
    let verbs = [" the ", " my ", " your ", " is ", " this ", " a "];
    capital && (possessive || plain) && !verbs.iter().any(|verb| lower.contains(verb))
}

/// Whether what follows `log` is the rest of an opening.
fn log_goes_on(after: &str) -> bool {
    let rest = after.trim_start().to_lowercase();
    let openings = [
        "star",
        "suppl",
        "contin",
        "addit",
        "mission",
        "delayed",
        "date",
        "commander",
        "lieutenant",
        "first officer",
    ];
    after.starts_with([',', '.', ':', ';', '-']) || openings.iter().any(|opening| rest.starts_with(opening))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// How many bytes at the beginning of `text` say that a scene follows: `Scene:`, `Scene 13 -`, `Setting,`.
pub(super) fn scene_lead(text: &str) -> Option<usize> {
    let word = scene_word(text)?;
    let behind = text.get(word.len()..)?;
    let marks = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let rest = marks.strip_prefix([':', ',', '-', '–', '—'])?;
    Some(text.len() - rest.len())
}

/// Words that a scene may follow.
const SCENE_WORDS: [&str; 3] = ["scene", "setting", "location"];

/// The word at the beginning of `text` that a scene may follow.
fn scene_word(text: &str) -> Option<&'static str> {
    SCENE_WORDS.into_iter().find(|word| starts_with_word(text, word))
}

/// Whether `text` begins with `word`, in whatever letters, and a sign or a space follows.
fn starts_with_word(text: &str, word: &str) -> bool {
    let start = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    start && !text.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// How many bytes at the beginning of a line without brackets say that it heads a scene, as those of a
/// screenplay do: `Scene 4:`, and `INT.` or `EXT.`, which belong to the name and count nothing.
pub(super) fn heading_lead(line: &str) -> Option<usize> {
    // Every line comes by here, and few begin with a letter that one of these words does.
    match line.as_bytes().first()? {
        b'I' | b'E' | b'S' | b's' | b'L' | b'l' => {}
        b'#' | 0xE2..=0xE7 => return east_asian_lead(line),
        _ => return None,
    }
    let place =
        ["INT.", "EXT.", "INT ", "EXT ", "INT/EXT", "I/E."].into_iter().any(|lead| line.starts_with(lead));
    let mut words = line.split_whitespace();
    let first = words.next().filter(|word| word.eq_ignore_ascii_case("scene"));
    let numbered = matches!((first.and(words.next()), words.next()), (Some(number), None)
        if is_number(&number.trim_end_matches('.').to_lowercase()));
    if place || numbered { Some(0) } else { scene_lead(line).filter(|lead| labelled(line, *lead)) }
}

/// What stands at the beginning of a Japanese scene heading, where a slug line has `INT.`
const CIRCLES: [char; 3] = ['○', '◯', '〇'];

/// How many bytes head a scene at the beginning of a line of an East Asian script: `○灯台・階段`, `第三场 灯塔 夜`,
/// `#3 등대 / 밤`. The numbers belong to the name.
fn east_asian_lead(line: &str) -> Option<usize> {
    if line.contains(COLONS) || line.len() > 200 {
        return None;
    }
    if let Some(place) = line.strip_prefix(CIRCLES) {
        return place.starts_with(|c: char| !CIRCLES.contains(&c)).then_some(line.len() - place.len());
    }
    let numbered = line.strip_prefix('第').and_then(|rest| rest.split_once(['场', '場', '景']));
    let counted =
        line.strip_prefix('#').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let is_counted = counted.is_some_and(|rest| rest + 1 < line.len() && !line.is_ascii());
    (numbered.is_some_and(|(number, _)| (1..=4).contains(&number.chars().count())) || is_counted).then_some(0)
}

/// Whether the first `lead` bytes of a line without brackets are a label: a sentence may begin with `Scene`.
fn labelled(line: &str, lead: usize) -> bool {
    let label = line.get(..lead).unwrap_or_default();
    line.starts_with(char::is_uppercase) && label.ends_with(':') && (lead + 1..100).contains(&line.len())
}

/// Orders to the camera, and what stands before a colon without being a name.
const TRANSITIONS: [&str; 16] = [
    "cut to",
    "cut back to",
    "smash cut to",
    "dissolve to",
    "fade in",
    "fade out",
    "fade to",
    "fade to black",
    "wipe to",
    "flashback",
    "note",
    "caption",
    "title card",
    "time",
    "place",
    "the end",
];

/// Whether `name` begins as one of these does, or as a word that a scene may follow: every name before a colon is
/// asked, and few do.
fn may_begin_transition(name: &str) -> bool {
    let Some(letters) = name.as_bytes().first_chunk() else { return false };
    let [first, second] = letters.map(|letter: u8| letter.to_ascii_lowercase());
    match first {
        b'c' => matches!(second, b'a' | b'u'),
        b'f' => matches!(second, b'a' | b'l'),
        b's' => matches!(second, b'c' | b'e' | b'm'),
        b't' => matches!(second, b'h' | b'i'),
        b'd' | b'w' => second == b'i',
        b'l' | b'n' => second == b'o',
        b'p' => second == b'l',
        _ => false,
    }
}

/// Whether `name`, which stands before a colon, is an order to the camera or a title, and nobody's name.
pub(super) fn is_transition(name: &str) -> bool {
    let name = name.trim();
    if !may_begin_transition(name) {
        return false;
    }
    TRANSITIONS.iter().any(|transition| transition.eq_ignore_ascii_case(name))
        || scene_word(name).is_some() && scene_lead(&format!("{name}:")).is_some()
}

/// Whether `inner`, which stands in brackets, tells that the scene changes: `Cut to the jetty.`
pub(super) fn changes_scene(inner: &str) -> bool {
    let lower = inner.to_lowercase();
    ["cut ", "time lapse", "flashback", "later", "meanwhile", "back to", "back at", "intercut", "the next "]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// What a line says of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActLine {
    /// An act begins and is named.
    Named,
    /// There is a break, and no name.
    Break,
    /// An act ends: the next line of this kind says what begins.
    End,
}

/// The words that a line about acts begins with.
const ACT_WORDS: [&str; 18] = [
    "teaser",
    "prologue",
    "epilogue",
    "cold",
    "tag",
    "act",
    "part",
    "end",
    "fade",
    "opening",
    "main",
    "closing",
    "ending",
    "commercial",
    "commercials",
    "ad",
    "advert",
    "adverts",
];

/// What `line` (without brackets) says of acts, if it says nothing else.
pub(super) fn act_line(line: &str) -> Option<ActLine> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let bare = line.trim_start_matches(is_mark);
    let begins_so =
        bare.bytes().next().is_some_and(|first| b"acefmopt".contains(&first.to_ascii_lowercase()));
    if !begins_so {
        return None;
    }
    let bare = bare.trim_end_matches(is_mark);
    // A line that goes on with a speech may be `part two`; one with more words says something else too.
    let mut words = bare.split_whitespace();
    let named =
        words.next().is_some_and(|first| ACT_WORDS.iter().any(|word| word.eq_ignore_ascii_case(first)));
    if !named || bare.starts_with(char::is_lowercase) || words.nth(3).is_some() {
        return None;
    }
    let bare = bare.to_lowercase();
    let words: Vec<&str> = bare.split_whitespace().collect();
    match words.as_slice() {
        ["teaser" | "prologue" | "epilogue"] | ["cold", "open"] | ["tag"] => Some(ActLine::Named),
        ["act" | "part", number] if is_number(number) => Some(ActLine::Named),
        ["end" | "fade", ..]
            if bare.contains(" act ") && words.len() <= 4
                || bare == "end teaser"
                || bare == "end of teaser" =>
        {
            Some(ActLine::End)
        }
        ["opening" | "main" | "closing" | "ending" | "end", "credits" | "titles" | "sequence"] => {
            Some(ActLine::Break)
        }
        ["commercial" | "commercials" | "ad" | "advert" | "adverts", ..] if words.len() <= 2 => {
            Some(ActLine::Break)
        }
        _ => None,
    }
}

/// Whether `line` is a caption that tells when it is, or that it goes on: `Day 4`, `Two Years Later`,
/// `To Be Continued...`
pub(super) fn is_time_caption(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', '!', '…']);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let titled = words.iter().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let lower = bare.to_lowercase();
    let told = match lower.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["day" | "week" | "month" | "year", number] => is_number(number) || number.parse::<u16>().is_ok(),
        [.., "later" | "earlier" | "ago"] => words.len() > 1,
        ["to", "be", "continued"] => true,
        _ => false,
    };
    let continuation = lower == "to be continued" || lower == "and now, the continuation";
    continuation || (titled && told && (2..=5).contains(&words.len()))
}

fn is_number(word: &str) -> bool {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let roman = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) && word.len() <= 4;
    words.contains(&word) || roman || (word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit()))
}

/// Whether `line` belongs to the page and not to the episode; `paragraph`, whether it begins one. A line
/// that goes on with a speech may begin with the same words.
pub(super) fn is_furniture(line: &str, paragraph: bool) -> bool {
    const LINKS: [&str; 5] = ["back to", "return to", "next episode", "previous episode", "the end"];
    const STARTS: [&str; 5] = ["<back", "transcribed by", "transcript by", "copyright", "©"];
    const HOLDS: [&str; 6] = [
        "are trademarks of",
        "registered trademark",
        "all rights reserved",
        "copyright (c)",
        "copyright ©",
        " is copyright of",
    ];
    if line.starts_with(char::is_lowercase) {
        return false;
    }
    let lower = line.to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start)) && line.len() < 200;
    matches!(lower.trim_end_matches(['.', '!']), "end" | "fin" | "the end")
        || begins(&STARTS)
        || (paragraph && begins(&LINKS))
        || HOLDS.iter().any(|part| lower.contains(part))
}

/// Whether a line without brackets tells that the camera goes elsewhere: `-Cut to the jetty.`
pub(super) fn cuts(line: &str) -> bool {
    let words = line.trim_start_matches(['-', '–', '—', '*', ' ']);
    let verbs = ["Cut to ", "Cuts to ", "Cut back to ", "CUT TO ", "Intercut ", "Flashback to "];
    verbs.iter().any(|verb| words.starts_with(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_entries_begin_with_whose_they_are() {
        for text in [
            "Captain's log, stardate 8812.3. We are late.",
            "Captain's Log. Stardate 8812.3. Late.",
            "Captain's log supplemental. Late.",
            "First officer's log, star date 8812.",
            "Personal log, Keeper Fenn. Late.",
            "Keeper's log. Late again.",
            "Acting Captain's log, supplemental.",
        ] {
            assert!(begins_log(text), "{text}");
        }
        for text in [
            "Put it in the log, Fenn.",
            "I wrote it in the captain's log, sir.",
            "Captain's logs are dull.",
            "Sir. Captain's log, please.",
            "The log is wet.",
            "Log.",
        ] {
            assert!(!begins_log(text), "{text}");
        }
    }

    #[test]
    fn a_spoken_log_is_dated() {
        use super::super::is_spoken_log;
        assert!(is_spoken_log("Keeper's log, stardate 8812.3. Fog."));
        assert!(is_spoken_log("Daily log, Warden, supplemental. Fog."));
        assert!(!is_spoken_log("Keeper's log, please."));
        assert!(!is_spoken_log("What does the keeper's log say of stardate 8812?"));
    }

    #[test]
    fn captions_tell_when_it_is() {
        for text in ["Day 133", "Two Years Later", "78 Years Later", "To Be Continued...", "One Day Earlier"]
        {
            assert!(is_time_caption(text), "{text}");
        }
        for text in ["Later", "two days later", "I came back two days later.", "Day by day", "See you later"]
        {
            assert!(!is_time_caption(text), "{text}");
        }
    }

    #[test]
    fn scenes_are_led_in_many_ways() {
        assert_eq!(scene_lead("Scene: jetty"), Some(6));
        assert_eq!(scene_lead("SCENE 13 - jetty"), Some(10));
        assert_eq!(scene_lead("Scenery: jetty"), None);
        assert_eq!(heading_lead("INT. JETTY - NIGHT"), Some(0));
        assert_eq!(heading_lead("Scene four"), Some(0));
        assert_eq!(heading_lead("Scene 4: jetty"), Some(8));
        assert_eq!(heading_lead("scene: she made one"), None);
        assert!(is_transition("CUT TO") && is_transition("Scene 4") && !is_transition("SUPER"));
    }

    #[test]
    fn every_order_to_the_camera_is_known() {
        for word in TRANSITIONS.iter().chain(&SCENE_WORDS) {
            assert!(is_transition(word), "{word}");
        }
    }

    #[test]
    fn a_line_about_acts_begins_with_few_letters() {
        assert!(ACT_WORDS.iter().all(|word| b"acefmopt".contains(&word.as_bytes()[0])));
    }

    #[test]
    fn acts_are_marked_in_few_ways() {
        assert_eq!(act_line("ACT TWO"), Some(ActLine::Named));
        assert_eq!(act_line("Act IV"), Some(ActLine::Named));
        assert_eq!(act_line("Teaser"), Some(ActLine::Named));
        assert_eq!(act_line("END OF ACT TWO"), Some(ActLine::End));
        assert_eq!(act_line("[Commercial Break]"), Some(ActLine::Break));
        assert_eq!(act_line("part two"), None);
        assert_eq!(act_line("Act now"), None);
        assert_eq!(act_line("Part of it"), None);
    }
}
