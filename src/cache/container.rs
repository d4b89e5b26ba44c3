//! The form of a cache file: named sections behind a header that says what they are of.
//!
//! All numbers are little-endian; a text or byte string is its length (u32) and its bytes.
//!
//! ```text
//! magic                8 bytes
//! format               u32    FORMAT, the version of this form
//! length of the header u32    from the magic to the header's checksum, both included
//! purpose              text   what kind of derived thing it is
//! version              u32    of what the sections hold
//! key                  bytes  what they were derived from
//! number of sections   u32
//!   name               text
//!   length             u64
//!   checksum           u64    XXH3 of the section
//! checksum             u64    XXH3 of the header before it
//! the sections, one after the other, to the end of the file
//! ```

use std::io::{self, Read, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::{MAX_HEADER, Subject};

const MAGIC: &[u8; 8] = b"\x93tblread";
const FORMAT: u32 = 1;

/// The bytes of magic, format and length, before what the header tells.
const START: usize = 16;

/// More sections than any file of ours has: a header that names more is damaged.
const MOST_SECTIONS: u32 = 4096;

/// The sections of a cache file, whole and as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    sections: Vec<(String, Vec<u8>)>,
}

impl Container {
    /// The bytes of the section called `name`.
    pub fn section(&self, name: &str) -> Option<&[u8]> {
        self.sections.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice())
    }

    /// Gives the bytes of the section called `name` away; after that there is none called so.
    pub fn take(&mut self, name: &str) -> Option<Vec<u8>> {
        let at = self.sections.iter().position(|(known, _)| known == name)?;
        Some(self.sections.swap_remove(at).1)
    }

    /// Reads `length` bytes of `from` as the file of `subject`; `None` where they are of something else
    /// or anything about them is not as it was written.
    pub(super) fn read(mut from: impl Read, length: u64, subject: &Subject<'_>) -> Option<Self> {
        let start = header_bytes(&mut from, length)?;
        let header = Header::read(&start).filter(|header| header.subject() == *subject)?;
        let mut sections = Vec::with_capacity(header.sections.len());
        header.sections(from, length, |name, bytes| sections.push((name.to_owned(), bytes)))?;
        Some(Self { sections })
    }
}

/// The bytes of the header at the beginning of `from`, which has `length`; not looked at but for how many
/// there are.
fn header_bytes(from: &mut impl Read, length: u64) -> Option<Vec<u8>> {
    let mut header = vec![0; START];
    from.read_exact(&mut header).ok()?;
    let end = u32::from_le_bytes(*header.last_chunk()?);
    if end < START as u32 || u64::from(end) > length.min(MAX_HEADER) {
        return None;
    }
    header.resize(end as usize, 0);
    from.read_exact(header.get_mut(START..)?).ok()?;
    Some(header)
}

/// What the file that begins with `bytes` says it is of: purpose and key.
pub(super) fn told(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let subject = Header::read(bytes)?.subject();
    Some((subject.purpose.to_owned(), subject.key.to_vec()))
}

/// Whether `length` bytes of `from` are a file as it was written, of whatever subject.
pub(super) fn is_whole(mut from: impl Read, length: u64) -> bool {
    let start = header_bytes(&mut from, length);
    let header = start.as_deref().and_then(Header::read);
    header.is_some_and(|header| header.sections(from, length, |_, _| {}).is_some())
}

/// Writes the file of `subject` with `sections` in their order.
pub(super) fn write(
    out: &mut impl Write,
    subject: &Subject<'_>,
    sections: &[(&str, &[u8])],
) -> io::Result<()> {
    out.write_all(&header(subject, sections)?)?;
    sections.iter().try_for_each(|(_, section)| out.write_all(section))
}

fn header(subject: &Subject<'_>, sections: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut told = Vec::new();
    put(&mut told, subject.purpose.as_bytes())?;
    told.extend(subject.version.to_le_bytes());
    put(&mut told, subject.key)?;
    told.extend(short(sections.len())?.to_le_bytes());
    for (name, section) in sections {
        put(&mut told, name.as_bytes())?;
        told.extend((section.len() as u64).to_le_bytes());
        told.extend(xxh3_64(section).to_le_bytes());
    }
    let length = short(START + told.len() + 8)?;
    let mut header = [&MAGIC[..], &FORMAT.to_le_bytes(), &length.to_le_bytes(), &told].concat();
    let checksum = xxh3_64(&header);
    header.extend(checksum.to_le_bytes());
    Ok(header)
}

fn put(header: &mut Vec<u8>, bytes: &[u8]) -> io::Result<()> {
    header.extend(short(bytes.len())?.to_le_bytes());
    header.extend(bytes);
    Ok(())
}

fn short(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "too long for a header"))
}

/// What a file says of itself; its sections are not looked at.
#[derive(Debug, PartialEq, Eq)]
struct Header<'a> {
    purpose: &'a str,
    version: u32,
    key: &'a [u8],
    /// Name, length and checksum of each section.
    sections: Vec<(&'a str, u64, u64)>,
    /// Where the sections begin.
    end: usize,
}

impl<'a> Header<'a> {
    /// Reads the header at the beginning of `bytes`.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        if rest.take(MAGIC.len())? != MAGIC || rest.u32()? != FORMAT {
            return None;
        }
        let end = usize::try_from(rest.u32()?).ok()?;
        let (hashed, checksum) = bytes.get(..end)?.split_last_chunk::<8>()?;
        if xxh3_64(hashed) != u64::from_le_bytes(*checksum) {
            return None;
        }
        let mut rest = Rest(hashed.get(START..)?);
        let (purpose, version, key) = (rest.text()?, rest.u32()?, rest.bytes()?);
        let count = rest.u32().filter(|count| *count <= MOST_SECTIONS)?;
        let section = |rest: &mut Rest<'a>| Some((rest.text()?, rest.u64()?, rest.u64()?));
        let sections: Option<Vec<_>> = (0..count).map(|_| section(&mut rest)).collect();
        let sections = sections.filter(|_| rest.0.is_empty())?;
        Some(Self { purpose, version, key, sections, end })
    }

    /// What the file is of.
    fn subject(&self) -> Subject<'a> {
        Subject { purpose: self.purpose, version: self.version, key: self.key }
    }

    /// Hands the sections, which stand in `from` behind the header of a file of `length` bytes, to `take`;
    /// `None` as soon as one is not what it was.
    fn sections(
        &self,
        mut from: impl Read,
        length: u64,
        mut take: impl FnMut(&'a str, Vec<u8>),
    ) -> Option<()> {
        // A length that is only claimed must not ask for memory.
        let mut end = self.end as u64;
        for (_, length, _) in &self.sections {
            end = end.checked_add(*length)?;
        }
        if end != length {
            return None;
        }
        for (name, length, checksum) in &self.sections {
            let length = usize::try_from(*length).ok()?;
            let mut bytes = Vec::new();
            bytes.try_reserve_exact(length).ok()?;
            from.by_ref().take(length as u64).read_to_end(&mut bytes).ok()?;
            if bytes.len() != length || xxh3_64(&bytes) != *checksum {
                return None;
            }
            take(name, bytes);
        }
        Some(())
    }
}

/// What is left to read of a header.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn u64(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}
