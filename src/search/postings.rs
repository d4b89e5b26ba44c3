//! Where a word stands, packed: most places take two bytes.
//!
//! A list is how many bytes its lines take, its lines in growing order, then the places in each. A line
//! is how many lines further it is than the last one, doubled, plus one where the word stands in it more
//! than once. The places in a line are, where there are several, how often; then the first as it is and each
//! other as the distance from the one before. This is the delta coding of every search engine's
//! postings, as in Witten, Moffat and Bell, Managing Gigabytes, chapter 3; lines and places are apart
//! because most of what is asked is only in which lines a word stands.

use super::packed::{Packed, put};

/// Packs `places`, lines with places in them, both in growing order, onto the end of `bytes`; `spare` is
/// emptied and used.
pub(super) fn pack(places: &[(u32, u32)], bytes: &mut Vec<u8>, spare: &mut (Vec<u8>, Vec<u8>)) {
    let (lines, within) = spare;
    lines.clear();
    within.clear();
    let mut last_line = 0;
    for same_line in places.chunk_by(|a, b| a.0 == b.0) {
        let Some((line, _)) = same_line.first() else { continue };
        let several = same_line.len() > 1;
        put(u64::from(line - last_line) << 1 | u64::from(several), lines);
        last_line = *line;
        if several {
            put(same_line.len() as u64, within);
        }
        let mut last = 0;
        for (_, at) in same_line {
            put(u64::from(at.wrapping_sub(last)), within);
            last = *at;
        }
    }
    put(lines.len() as u64, bytes);
    bytes.extend_from_slice(lines);
    bytes.extend_from_slice(within);
}

/// A packed list: its lines, and the places within them.
fn parts(bytes: &[u8]) -> Option<(Packed<'_>, Packed<'_>)> {
    let mut packed = Packed(bytes);
    let length = packed.count()?;
    let (lines, within) = packed.0.split_at_checked(length)?;
    Some((Packed(lines), Packed(within)))
}

/// Hands the lines of a packed list to `put`, in order. A list that is cut off or garbled ends early.
#[inline]
pub(super) fn lines(bytes: &[u8], mut put: impl FnMut(u32)) {
    let Some((mut lines, _)) = parts(bytes) else { return };
    let mut line = 0u32;
    while let Some(head) = lines.number() {
        line = line.wrapping_add((head >> 1) as u32);
        put(line);
    }
}

/// Hands the places of a packed list that are in lines which `wanted` holds for to `put`, in order.
#[inline]
pub(super) fn places(bytes: &[u8], wanted: impl Fn(u32) -> bool, mut put: impl FnMut(u32, u32)) {
    let Some((mut lines, mut within)) = parts(bytes) else { return };
    let mut line = 0u32;
    while let Some(head) = lines.number() {
        line = line.wrapping_add((head >> 1) as u32);
        let several = head & 1 == 1;
        let Some(count) = (if several { within.number() } else { Some(1) }) else { return };
        let (mut at, is_wanted) = (0u32, wanted(line));
        for _ in 0..count {
            let Some(more) = within.number() else { return };
            at = at.wrapping_add(more as u32);
            if is_wanted {
                put(line, at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unpacked(bytes: &[u8]) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        places(bytes, |_| true, |line, at| found.push((line, at)));
        found
    }

    fn lines_of(bytes: &[u8]) -> Vec<u32> {
        let mut found = Vec::new();
        lines(bytes, |line| found.push(line));
        found
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(mut places in prop::collection::vec((any::<u32>(), 0u32..300), 0..60)) {
            places.extend(places.clone().into_iter().map(|(line, at)| (line, at + 1000)));
            places.sort_unstable();
            places.dedup();
            let mut bytes = Vec::new();
            pack(&places, &mut bytes, &mut Default::default());
            prop_assert_eq!(unpacked(&bytes), places.clone());
            let mut expected: Vec<u32> = places.into_iter().map(|(line, _)| line).collect();
            expected.dedup();
            prop_assert_eq!(lines_of(&bytes), expected);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(lines_of(&bytes).len() <= bytes.len());
            prop_assert!(unpacked(&bytes).len() <= bytes.len());
        }
    }
}
