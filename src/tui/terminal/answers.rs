//! Answers of the terminal that come when nobody waits for them any more.
//!
//! A terminal answers questions in their order, and nearly every one answers what kind it is (DA1, `ESC [
//! c`). So that is asked last: when its answer is there, all others that will ever come are there too.

use std::io;
use std::time::{Duration, Instant};

use super::tty;

/// The question after which nothing more is asked.
const LAST_QUESTION: &[u8] = b"\x1b[c";

/// How long its answer is waited for.
const LONGEST: Duration = Duration::from_millis(250);

/// Reads and forgets everything up to the answer to the last question.
pub(super) fn take_in() -> io::Result<()> {
    tty::write_all(LAST_QUESTION)?;
    let until = Instant::now() + LONGEST;
    let mut seen = Vec::new();
    while !is_answered(&seen) {
        let left = until.saturating_duration_since(Instant::now());
        let mut buffer = [0; 256];
        match tty::read_within(left, &mut buffer)? {
            0 if left.is_zero() => return Ok(()),
            read => seen.extend_from_slice(buffer.get(..read).unwrap_or_default()),
        }
    }
    Ok(())
}

/// Whether `seen` holds an answer to the last question: `ESC [ ?`, numbers with semicolons, `c`.
fn is_answered(seen: &[u8]) -> bool {
    let mut answers = seen.windows(3).enumerate().filter(|(_, window)| window == b"\x1b[?");
    answers.any(|(at, _)| {
        let rest = seen.get(at + 3..).unwrap_or_default();
        rest.iter().find(|byte| !(byte.is_ascii_digit() || **byte == b';')) == Some(&b'c')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_is_known() {
        for (seen, expected) in [
            ("\x1b[?62;22c", true),
            ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?6c", true),
            ("\x1b[?1;2", false),
            ("\x1b]11;rgb:cccc/cccc/cccc\x1b\\", false),
            ("\x1b[?2026;2$y", false),
            ("jjc", false),
            ("", false),
        ] {
            assert_eq!(is_answered(seen.as_bytes()), expected, "{seen:?}");
        }
    }
}
