//! Keys as a person names them, to the bytes that xterm sends.

/// Keys with names.
const NAMED: [(&str, &str); 17] = [
    ("lt", "<"),
    ("enter", "\r"),
    ("esc", "\x1b"),
    ("tab", "\t"),
    ("s-tab", "\x1b[Z"),
    ("space", " "),
    ("backspace", "\x7f"),
    ("delete", "\x1b[3~"),
    ("up", "\x1b[A"),
    ("down", "\x1b[B"),
    ("right", "\x1b[C"),
    ("left", "\x1b[D"),
    ("home", "\x1b[H"),
    ("end", "\x1b[F"),
    ("pageup", "\x1b[5~"),
    ("pagedown", "\x1b[6~"),
    ("f1", "\x1bOP"),
];

/// The bytes of `keys`: text as it stands, names in angle brackets, `<c-x>` control and x.
pub(crate) fn bytes(keys: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = keys;
    while let Some((text, after)) = rest.split_once('<') {
        let (name, after) = after.split_once('>').unwrap_or_else(|| panic!("{keys}: a < without its >"));
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend(named(name));
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn named(name: &str) -> Vec<u8> {
    if let [b'c', b'-', letter] = name.as_bytes() {
        return vec![letter & 0x1f];
    }
    let found = NAMED.iter().find(|(known, _)| *known == name);
    found.map(|(_, bytes)| bytes.as_bytes().to_vec()).unwrap_or_else(|| panic!("<{name}>: no such key"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_names_and_control() {
        assert_eq!(super::bytes("jj/a<enter><c-z><lt>"), b"jj/a\r\x1a<");
    }
}
