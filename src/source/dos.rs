//! The code pages of DOS that no registry of the web has, and in which old subtitles and scripts come.
//!
//! The tables are those of `CP437.TXT` and `CP850.TXT` at unicode.org: what stands for the bytes from 0x80 on.

/// The code page of the first PCs.
pub(super) const IBM437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                                 └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The code page of Western Europe.
pub(super) const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
                                 └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The text of `bytes` in the code page `upper`.
pub(super) fn decode(bytes: &[u8], upper: &str) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let character = |byte: &u8| match byte.checked_sub(0x80) {
        None => char::from(*byte),
        Some(at) => upper.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_one_character() {
        for upper in [IBM437, IBM850] {
            let mut characters: Vec<char> = upper.chars().collect();
            assert_eq!(characters.len(), 128);
            characters.sort_unstable();
            characters.dedup();
            assert_eq!(characters.len(), 128);
        }
        assert_eq!(decode(b"Caf\x82 \x9b\x9d\xe1\xff", IBM437), "Café ¢¥ß\u{a0}");
        assert_eq!(decode(b"Caf\x82 \x9b\x9d\xe1\xff", IBM850), "Café øØß\u{a0}");
    }
}
