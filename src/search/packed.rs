//! Numbers and texts in few bytes, for postings and for what is kept between runs.
//!
//! A number is LEB128: seven bits a byte, the lowest first, the high bit on all bytes but the last. A
//! text is its length in bytes and its bytes.

/// Adds `value` to `bytes`.
#[inline]
pub(super) fn put(mut value: u64, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Adds `text` to `bytes`.
pub(super) fn put_text(text: &str, bytes: &mut Vec<u8>) {
    put(text.len() as u64, bytes);
    bytes.extend_from_slice(text.as_bytes());
}

/// Packed bytes that are read from the front.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed<'a>(pub(super) &'a [u8]);

impl<'a> Packed<'a> {
    /// The next number; `None` where there is none.
    #[inline]
    pub(super) fn number(&mut self) -> Option<u64> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        if *first < 0x80 {
            return Some(u64::from(*first));
        }
        let mut value = u64::from(first & 0x7f);
        for shift in (7..63).step_by(7) {
            let (next, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(next & 0x7f) << shift;
            if *next < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// The next number, where it fits.
    #[inline]
    pub(super) fn short(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// How many of something follow, each at least a byte long; `None` where there cannot be so many.
    pub(super) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    /// A list: how many there are, then each as `one` reads it.
    pub(super) fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        let mut list = (0..count).map(|_| one(self)).collect::<Option<Vec<T>>>()?;
        list.shrink_to_fit();
        Some(list)
    }

    /// Whether all was read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Adds the list of `items`, each as `one` adds it.
pub(super) fn put_list<T>(items: &[T], bytes: &mut Vec<u8>, mut one: impl FnMut(&T, &mut Vec<u8>)) {
    put(items.len() as u64, bytes);
    items.iter().for_each(|item| one(item, bytes));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_read(numbers in prop::collection::vec(0..u64::MAX >> 1, 0..20), text in any::<String>()) {
            let mut bytes = Vec::new();
            put_list(&numbers, &mut bytes, |number, bytes| put(*number, bytes));
            put_text(&text, &mut bytes);
            let mut packed = Packed(&bytes);
            // A list of numbers is never longer than the bytes that are left.
            prop_assert_eq!(packed.list(Packed::number), Some(numbers));
            prop_assert_eq!(packed.text(), Some(text.as_str()));
            prop_assert!(packed.is_empty());
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut packed = Packed(&bytes);
            let texts = packed.list(|packed| packed.text().map(str::len));
            prop_assert!(texts.is_none_or(|texts| texts.iter().sum::<usize>() <= bytes.len()));
        }
    }
}
