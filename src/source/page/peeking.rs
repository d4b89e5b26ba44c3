//! A page's bytes for the tokenizer, which asks behind every `&` for each of some forty names in turn: whether one
//! can follow at all is seen by its first letter.

use std::convert::Infallible;

use html5gum::{Readable, Reader, StringReader};

/// Reads a text as html5gum's own reader does, which it asks; knows besides what comes next.
#[derive(Debug)]
pub(super) struct Peeking<'a> {
    inner: StringReader<'a>,
    /// What `inner` has not read yet.
    rest: &'a [u8],
}

impl<'a> Peeking<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { inner: text.to_reader(), rest: text.as_bytes() }
    }

    fn read(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

impl Reader for Peeking<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.read(1);
        self.inner.read_byte()
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let may_follow = match (self.rest.first(), wanted.first()) {
            (Some(next), Some(first)) => next.eq_ignore_ascii_case(first),
            _ => wanted.is_empty(),
        };
        let follows = may_follow && self.inner.try_read_string(wanted, case_sensitive)?;
        if follows {
            self.read(wanted.len());
        }
        Ok(follows)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        one: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        let read = self.inner.read_until(needle, one)?;
        self.rest = self.rest.get(read.map_or(0, <[u8]>::len)..).unwrap_or_default();
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use html5gum::Tokenizer;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_reads_what_html5gums_own_reader_reads(
            text in "([<>/a-c&;!\\-=\"' \r\n]|&amp;|&AMP|&notin;|&not|&#6[05];|<!--|<!DOCTYPE |</?p>|é){0,40}",
        ) {
            let own = Tokenizer::new(text.as_str()).collect::<Vec<_>>();
            prop_assert_eq!(Tokenizer::new(Peeking::new(&text)).collect::<Vec<_>>(), own);
        }
    }
}
