//! What a program has written, taken apart: text, and the sequences that a terminal obeys.
//!
//! A byte that is neither harmless text nor part of a sequence that the program has to write is a
//! fault, whatever terminals make of it. The sequences are few and told here one by one, so that a new
//! one is a decision.

use unicode_width::UnicodeWidthStr;

/// What a program is allowed to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text, without anything that a terminal obeys or that hides what is written.
    Text(String),
    /// The cursor goes to this row and column, counted from 1.
    Goto(usize, usize),
    /// Text is sent to the clipboard, as it comes out of base 64.
    Copy(Vec<u8>),
    /// A line ends; only where the program has not taken the screen.
    LineEnd,
    /// The screen is taken (true) or given back.
    Screen(bool),
    /// Colours, modes and questions.
    Other,
}

/// Modes that may be switched on and off: the alternate screen apart.
const MODES: [&str; 6] = ["?25", "?2004", "?2026", "?1000", "?1002", "?1006"];

/// Sequences that are written as they stand: empty screen, questions.
const WHOLE: [&str; 3] = ["\x1b[2J", "\x1b[c", "\x1b]11;?\x1b\\"];

/// Takes `bytes` apart.
///
/// # Errors
/// The first thing that may not be written, with what stands around it.
pub fn pieces(bytes: &[u8]) -> Result<Vec<Piece>, String> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let around = at.saturating_sub(40)..bytes.len().min(at + 40);
        format!("no UTF-8 at byte {at}: {}", bytes[around].escape_ascii())
    })?;
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    let mut on_shells_screen = true;
    while !rest.is_empty() {
        let (piece, length) = piece(rest, on_shells_screen).map_err(|fault| {
            format!(
                "{fault}: {:?} after {:?}",
                start(rest, 60),
                pieces.iter().rev().take(4).collect::<Vec<_>>()
            )
        })?;
        if let Piece::Screen(taken) = piece {
            on_shells_screen = !taken;
        }
        pieces.push(piece);
        rest = &rest[length..];
    }
    Ok(pieces)
}

/// Asserts that nothing was written that may not be, and that no row is longer than `columns`. Gives
/// the pieces.
///
/// # Panics
/// Where something was.
#[track_caller]
pub fn assert_harmless(bytes: &[u8], columns: usize) -> Vec<Piece> {
    let pieces = pieces(bytes).unwrap_or_else(|fault| panic!("{fault}"));
    let mut column = 1;
    for piece in &pieces {
        match piece {
            Piece::Goto(_, to) => column = *to,
            Piece::LineEnd | Piece::Screen(_) => column = 1,
            Piece::Text(text) => {
                column += text.width();
                assert!(column <= columns + 1, "a row of {} columns, {columns} wide: {text:?}", column - 1);
            }
            Piece::Copy(_) | Piece::Other => {}
        }
    }
    pieces
}

/// The texts that were sent to the clipboard.
pub fn copies(pieces: &[Piece]) -> Vec<String> {
    let copied = pieces.iter().filter_map(|piece| match piece {
        Piece::Copy(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    copied.collect()
}

/// The piece at the beginning of `rest`, and its length.
fn piece(rest: &str, on_shells_screen: bool) -> Result<(Piece, usize), String> {
    if let Some(whole) = WHOLE.iter().find(|whole| rest.starts_with(**whole)) {
        return Ok((Piece::Other, whole.len()));
    }
    if let Some(payload) = rest.strip_prefix("\x1b]52;c;") {
        let (payload, _) = payload.split_once("\x1b\\").ok_or("a copy without an end")?;
        return Ok((Piece::Copy(from_base64(payload)?), payload.len() + "\x1b]52;c;\x1b\\".len()));
    }
    if let Some(sequence) = rest.strip_prefix("\x1b[") {
        return control_sequence(sequence).map(|(piece, length)| (piece, length + 2));
    }
    if on_shells_screen && rest.starts_with('\t') {
        return Ok((Piece::Text("\t".to_owned()), 1));
    }
    if on_shells_screen && let Some(end) = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(*end)) {
        return Ok((Piece::LineEnd, end.len()));
    }
    let end = rest.find(|character| !is_harmless(character)).unwrap_or(rest.len());
    if end == 0 {
        Err("may not be written".to_owned())
    } else {
        Ok((Piece::Text(rest[..end].to_owned()), end))
    }
}

/// What follows `ESC [`: parameters and a letter.
fn control_sequence(sequence: &str) -> Result<(Piece, usize), String> {
    let length = sequence.find(|c: char| !"0123456789;:?".contains(c)).ok_or("a sequence without an end")?;
    let (parameters, last) = (&sequence[..length], &sequence[length..=length]);
    let number = |text: &str| text.parse::<usize>().map_err(|_| "no number".to_owned());
    let piece = match last {
        "H" => match parameters.split_once(';') {
            Some((row, column)) => Piece::Goto(number(row)?, number(column)?),
            None => return Err("an unknown way to go somewhere".to_owned()),
        },
        "m" if !parameters.contains('?') => Piece::Other,
        "h" | "l" if parameters == "?1049" => Piece::Screen(last == "h"),
        "h" | "l" if MODES.contains(&parameters) => Piece::Other,
        _ => return Err("an unknown sequence".to_owned()),
    };
    Ok((piece, length + 1))
}

/// Whether a terminal shows `character` and nothing else, where the reader sees it.
pub fn is_harmless(character: char) -> bool {
    !matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Undoes base 64 with padding (RFC 4648, section 4).
fn from_base64(text: &str) -> Result<Vec<u8>, String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for digit in text.trim_end_matches('=').chars() {
        let value = ALPHABET.find(digit).ok_or_else(|| format!("{digit:?} in a copy"))?;
        bits = (bits << 6 | u32::try_from(value).unwrap_or_default()) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Ok(bytes)
}

fn start(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_writes_is_known() {
        let bytes =
            b"\x1b[?1049h\x1b[?25l\x1b[2;3Hlamp\x1b[38;2;1;2;3m\x1b]52;c;bGFtcA==\x1b\\\x1b[?1049l\r\nout\n";
        let pieces = pieces(bytes).expect("known");
        assert_eq!(copies(&pieces), ["lamp"]);
        assert!(pieces.contains(&Piece::Goto(2, 3)) && pieces.contains(&Piece::Text("lamp".to_owned())));
    }

    #[test]
    fn all_else_is_a_fault() {
        for bytes in [
            "\x1b]0;title\x07",
            "\x1b]8;;http://there/\x1b\\",
            "\x1b[5n",
            "\x1b[?1003h",
            "\x1bP$qm\x1b\\",
            "\u{9b}5n",
            "a\u{202e}b",
            "a\u{e0041}",
            "\x07",
            "a\rb",
            "\x1b[?1049ha\n",
            "\x1b]52;c;bGFt",
            "\x1bc",
        ] {
            assert!(pieces(bytes.as_bytes()).is_err(), "{bytes:?}");
        }
        assert!(pieces(b"\x9b5n").is_err());
    }

    #[test]
    #[should_panic(expected = "a row of 5 columns")]
    fn a_row_that_is_too_long_is_a_fault() {
        assert_harmless(b"\x1b[1;3Habc", 4);
    }
}
