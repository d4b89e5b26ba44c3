//! The encodings that a document may be in: those of the web's registry, and those that it left out
//! although files still come in them (UTF-32, the code pages of DOS).

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::dos;

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Form);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Registered(&'static encoding_rs::Encoding),
    Utf32 { little: bool },
    Ibm437,
    Ibm850,
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self::registered(UTF_8);
    pub(super) const UTF_16LE: Self = Self::registered(UTF_16LE);
    pub(super) const UTF_16BE: Self = Self::registered(UTF_16BE);
    pub(super) const UTF_32LE: Self = Self(Form::Utf32 { little: true });
    pub(super) const UTF_32BE: Self = Self(Form::Utf32 { little: false });
    pub(super) const MACINTOSH: Self = Self::registered(encoding_rs::MACINTOSH);
    pub(super) const IBM437: Self = Self(Form::Ibm437);
    pub(super) const IBM850: Self = Self(Form::Ibm850);

    pub(super) const fn registered(encoding: &'static encoding_rs::Encoding) -> Self {
        Self(Form::Registered(encoding))
    }

    /// The encoding that a person or a page calls so: a label of the WHATWG registry (`latin1`,
    /// `windows-1251`, `shift_jis`), `utf-32`, `cp437`, `cp850`, in capitals or not.
    pub fn for_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        let own = match label.as_str() {
            "utf-32" | "utf32" | "utf-32le" | "utf32le" => Some(Self::UTF_32LE),
            "utf-32be" | "utf32be" => Some(Self::UTF_32BE),
            "ibm437" | "cp437" | "437" | "dos" => Some(Self::IBM437),
            "ibm850" | "cp850" | "850" => Some(Self::IBM850),
            "macroman" | "mac-roman" => Some(Self::MACINTOSH),
            _ => None,
        };
        // Other programs write code pages as `cp1252`.
        let page = label.strip_prefix("cp").map(|page| format!("windows-{page}"));
        let registered = |label: &str| encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        own.or_else(|| registered(&label).or_else(|| registered(&page?)).map(Self::registered))
    }

    /// Its name, as `check` tells it: `UTF-8`, `windows-1252`, `UTF-32LE`, `IBM850`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Form::Registered(encoding) => encoding.name(),
            Form::Utf32 { little: true } => "UTF-32LE",
            Form::Utf32 { little: false } => "UTF-32BE",
            Form::Ibm437 => "IBM437",
            Form::Ibm850 => "IBM850",
        }
    }

    /// Whether a byte is a character in it: no byte is malformed, and any file can be in it.
    pub(super) fn is_single_byte(self) -> bool {
        match self.0 {
            Form::Registered(encoding) => encoding.is_single_byte(),
            Form::Utf32 { .. } => false,
            Form::Ibm437 | Form::Ibm850 => true,
        }
    }

    /// The text of `bytes`, which bear no mark; U+FFFD for what is malformed.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self.0 {
            Form::Registered(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Form::Utf32 { little } => utf32(bytes, little),
            Form::Ibm437 => dos::decode(bytes, dos::IBM437),
            Form::Ibm850 => dos::decode(bytes, dos::IBM850),
        }
    }

    /// The encoding that the byte order mark before `bytes` names, and how long the mark is.
    pub(super) fn by_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => Some((Self::UTF_32LE, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Self::UTF_32BE, 4)),
            _ => encoding_rs::Encoding::for_bom(bytes)
                .map(|(encoding, length)| (Self::registered(encoding), length)),
        }
    }
}

fn utf32(bytes: &[u8], little: bool) -> String {
    let character = |unit: &[u8]| {
        let Ok(unit) = unit.try_into() else { return char::REPLACEMENT_CHARACTER };
        let code = if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    bytes.chunks(4).map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known_by_what_people_call_them() {
        for (label, name) in [
            ("utf8", "UTF-8"),
            ("Latin1", "windows-1252"),
            (" cp1251 ", "windows-1251"),
            ("CP437", "IBM437"),
            ("ibm850", "IBM850"),
            ("cp866", "IBM866"),
            ("macroman", "macintosh"),
            ("utf-32", "UTF-32LE"),
            ("SJIS", "Shift_JIS"),
        ] {
            assert_eq!(Encoding::for_label(label).map(Encoding::name), Some(name), "{label}");
        }
        for label in ["", "klingon", "cp", "replacement"] {
            assert_eq!(Encoding::for_label(label), None, "{label}");
        }
    }
}
