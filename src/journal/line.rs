//! One record as one line of the journal: checksum, schema version, JSON.
//!
//! ```text
//! 5f0c2a91 1 {"at":1767225600,"record":{"is":"erase","id":"18a3-4"}}
//! ```
//!
//! The checksum is CRC-32 (ISO 3309, as in gzip) over everything behind the blank that follows it. A
//! record with a field more is a record of another version: a program that does not know it carries it
//! along as it is.

use super::record::Stamped;

/// The version of the records that this program writes.
const VERSION: &str = "1";

/// What a line of the journal turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line<'a> {
    /// A record of this version.
    Record(Box<Stamped>),
    /// Whole, but of a version that this program does not know.
    Foreign(&'a [u8]),
    /// Not what was written.
    Broken(&'a [u8]),
}

/// The line for `stamped`, its newline included.
///
/// # Errors
/// Where serde_json refuses, which it has no reason to for these values.
pub(super) fn written(stamped: &Stamped) -> Result<Vec<u8>, serde_json::Error> {
    let body = format!("{VERSION} {}", serde_json::to_string(stamped)?);
    Ok(format!("{:08x} {body}\n", checksum(body.as_bytes())).into_bytes())
}

/// The lines of a journal in their order; empty ones are passed over.
pub(super) fn lines(journal: &[u8]) -> impl Iterator<Item = Line<'_>> {
    journal.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(read)
}

fn read(line: &[u8]) -> Line<'_> {
    let Some(body) = checked(line) else { return Line::Broken(line) };
    let known = body.strip_prefix(VERSION).and_then(|body| body.strip_prefix(' '));
    match known.map(serde_json::from_str::<Stamped>) {
        Some(Ok(stamped)) => Line::Record(Box::new(stamped)),
        _ => Line::Foreign(line),
    }
}

/// What follows the checksum, where it holds.
fn checked(line: &[u8]) -> Option<&str> {
    let line = str::from_utf8(line).ok()?;
    let (sum, body) = line.split_once(' ')?;
    let sum = u32::from_str_radix(sum, 16).ok()?;
    (sum == checksum(body.as_bytes())).then_some(body)
}

/// CRC-32 with the reflected polynomial 0xEDB88320, a byte a step.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| (crc >> 8) ^ STEPS[usize::from(crc.to_le_bytes()[0] ^ *byte)];
    !bytes.iter().fold(u32::MAX, step)
}

/// What eight steps of a bit make of each byte.
const STEPS: [u32; 256] = {
    let mut steps = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
            bit += 1;
        }
        steps[byte] = crc;
        byte += 1;
    }
    steps
};

#[cfg(test)]
mod tests {
    use super::super::record::Record;
    use super::*;

    fn sample() -> Stamped {
        Stamped { at: 7, record: Record::Erase { id: "n-1".to_owned() } }
    }

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_record_is_written_and_read_back() {
        let line = written(&sample()).expect("a line");
        assert_eq!(lines(&line).collect::<Vec<_>>(), [Line::Record(Box::new(sample()))]);
    }

    #[test]
    fn no_flipped_bit_and_no_shorter_line_is_taken_for_a_record() {
        let line = written(&sample()).expect("a line");
        let line = &line[..line.len() - 1];
        for at in 0..line.len() {
            for bit in 0..8 {
                let mut flipped = line.to_vec();
                flipped[at] ^= 1 << bit;
                let read: Vec<Line> = lines(&flipped).collect();
                // A capital in the checksum's digits is the same number.
                let harmless = flipped.eq_ignore_ascii_case(line) && at < 8;
                assert!(harmless || read.iter().all(|line| matches!(line, Line::Broken(_))), "{at} {bit}");
            }
            assert!(lines(&line[..at]).all(|line| matches!(line, Line::Broken(_))), "{at}");
        }
    }

    #[test]
    fn what_a_later_version_wrote_is_foreign_and_not_broken() {
        for body in ["2 {\"at\":1}", "1 {\"at\":1,\"record\":{\"is\":\"song\"}}"] {
            let line = format!("{:08x} {body}", checksum(body.as_bytes()));
            assert_eq!(lines(line.as_bytes()).collect::<Vec<_>>(), [Line::Foreign(line.as_bytes())]);
        }
    }
}
