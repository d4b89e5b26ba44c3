//! Where a word stands, packed: most places take two bytes.
//!
//! A list is a sequence of lines in growing order. For each: how many lines further than the last one,
//! doubled, plus one where the word stands in it more than once; then, if so, how often; then the places,
//! the first as it is, each other as the distance from the one before. This is the delta coding of
//! every search engine's postings, as in Witten, Moffat and Bell, Managing Gigabytes, chapter 3.

use super::packed::{Packed, put};

/// Packs `places`, lines with places in them, both in growing order, onto the end of `bytes`.
pub(super) fn pack(places: &[(u32, u32)], bytes: &mut Vec<u8>) {
    let mut last_line = 0;
    for same_line in places.chunk_by(|a, b| a.0 == b.0) {
        let Some((line, _)) = same_line.first() else { continue };
        let several = same_line.len() > 1;
        put(u64::from(line - last_line) << 1 | u64::from(several), bytes);
        last_line = *line;
        if several {
            put(same_line.len() as u64, bytes);
        }
        let mut last = 0;
        for (_, at) in same_line {
            put(u64::from(at.wrapping_sub(last)), bytes);
            last = *at;
        }
    }
}

/// A walk over a packed list.
#[derive(Debug, Clone)]
pub(super) struct Walk<'a> {
    packed: Packed<'a>,
    line: u32,
    /// Places of the line that were not asked for.
    left: u32,
}

impl<'a> Walk<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { packed: Packed(bytes), line: 0, left: 0 }
    }

    /// The next line; `None` at the end. A list that is cut off or garbled ends early.
    #[inline]
    pub(super) fn line(&mut self) -> Option<u32> {
        while self.left > 0 {
            self.left -= 1;
            self.packed.number()?;
        }
        let head = self.packed.number()?;
        self.left = if head & 1 == 1 { u32::try_from(self.packed.number()?).ok()? } else { 1 };
        self.line = self.line.checked_add(u32::try_from(head >> 1).ok()?)?;
        Some(self.line)
    }

    /// Hands the places in the present line to `put`.
    #[inline]
    pub(super) fn places(&mut self, mut put: impl FnMut(u32)) {
        let mut at = 0u32;
        while self.left > 0 {
            self.left -= 1;
            let Some(more) = self.packed.number() else { return };
            at = at.wrapping_add(more as u32);
            put(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unpacked(bytes: &[u8]) -> Vec<(u32, u32)> {
        let mut walk = Walk::new(bytes);
        let mut places = Vec::new();
        while let Some(line) = walk.line() {
            walk.places(|at| places.push((line, at)));
        }
        places
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(mut places in prop::collection::vec((any::<u32>(), 0u32..300), 0..60)) {
            places.extend(places.clone().into_iter().map(|(line, at)| (line, at + 1000)));
            places.sort_unstable();
            places.dedup();
            let mut bytes = Vec::new();
            pack(&places, &mut bytes);
            prop_assert_eq!(unpacked(&bytes), places.clone());
            let mut walk = Walk::new(&bytes);
            let lines: Vec<u32> = std::iter::from_fn(|| walk.line()).collect();
            let mut expected: Vec<u32> = places.into_iter().map(|(line, _)| line).collect();
            expected.dedup();
            prop_assert_eq!(lines, expected);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut walk = Walk::new(&bytes);
            let mut lines = 0;
            while walk.line().is_some() { lines += 1; }
            prop_assert!(lines <= bytes.len());
        }
    }
}
