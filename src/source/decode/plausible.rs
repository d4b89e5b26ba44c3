//! Which of the encodings in which a byte is a character makes sense of a text.
//!
//! The guesser of the browsers knows nothing of the Macintosh and of DOS. Their texts come out as words
//! with capitals and signs inside them; the right encoding gives letters among letters, and quotation
//! marks where words begin and end.

use super::super::encoding::Encoding;

/// How much of a text is looked at, bytes.
const SAMPLE: usize = 64 * 1024;

/// How much more sense another encoding has to make than the guessed one, by character.
const MARGIN: f32 = 0.4;

/// Those that are never guessed by browsers; of two that make as much sense the first is taken.
const OTHERS: [Encoding; 3] = [Encoding::MACINTOSH, Encoding::IBM850, Encoding::IBM437];

/// `guessed`, or the encoding that makes clearly more sense of `bytes`.
pub(super) fn plausible(bytes: &[u8], guessed: Encoding) -> Encoding {
    if !guessed.is_single_byte() {
        return guessed;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut best, mut most) = (guessed, sense(&guessed.decode(sample)) + MARGIN);
    for other in OTHERS {
        let sense = sense(&other.decode(sample));
        if sense > most {
            (best, most) = (other, sense);
        }
    }
    best
}

/// How much sense the characters beyond ASCII make in `text`, from about -2 to 1 for each.
fn sense(text: &str) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0_f32);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_ascii() {
            sum += sense_of(character, before, characters.peek().copied().unwrap_or(' '));
            count += 1.0;
        }
        before = character;
    }
    sum / count.max(1.0)
}

fn sense_of(character: char, before: char, after: char) -> f32 {
    match character {
        '“' | '‘' | '„' | '‚' | '«' | '¿' | '¡' => {
            let opens = !before.is_alphanumeric() && (after.is_alphanumeric() || is_inside(after));
            if opens { 1.0 } else { -1.0 }
        }
        '”' | '’' | '»' => {
            let closes = before.is_alphanumeric() || is_inside(before) || ".,!?-\"".contains(before);
            if closes { 1.0 } else { -0.5 }
        }
        '…' | '–' | '—' if !is_inside(before) => 0.8,
        '\u{a0}' | '£' | '€' | '°' | '©' | '½' | '§' | '♪' => 0.2,
        'ı' | 'ƒ' | 'ª' | 'º' | 'µ' | 'ˆ' => -0.2,
        _ if character.is_alphabetic() => sense_of_letter(character, before, after),
        _ => -1.0,
    }
}

fn sense_of_letter(letter: char, before: char, after: char) -> f32 {
    let mixed = |other: char| other.is_ascii_alphabetic() && !is_latin(letter);
    if mixed(before) || mixed(after) || letter.is_uppercase() && before.is_lowercase() {
        return -2.0;
    }
    match (before.is_alphabetic(), after.is_alphabetic()) {
        (true, _) | (_, true) => 1.0,
        // Words of one letter: `à`, `è`, `и`.
        (false, false) => -0.2,
    }
}

/// Whether `letter` is one of those with marks that Latin writing has.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{24f}')
}

fn is_inside(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '«' | '»' | '…' | '—' | '–' | '¿' | '¡')
}
