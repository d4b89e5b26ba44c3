//! Text in the encodings that files come in: known by the whole file and by one line, told by a person.

use encoding_rs::Encoding as Registered;
use tableread::source::{Encoding, Source};

use crate::fixtures::shared;

/// An encoding's name, and lines of a script that is in it. What is told of a language is told of ships.
const SAMPLES: &[(&str, &[&str])] = &[
    ("UTF-8", &["MAREN: C’est l’heure, déjà.", "ORRIN: Où est la clé ?", "MAREN: Là, près du fanal."]),
    ("UTF-16LE", &["MAREN: Zwölf Lampen über der Brücke.", "ORRIN: Dreizehn.", "MAREN: Später."]),
    ("UTF-16BE", &["МАРЕН: Лампа погасла.", "ОРРИН: Я знаю.", "МАРЕН: Тогда зажги её."]),
    ("UTF-32LE", &["MAREN: It’s late.", "ORRIN: Naïve, as ever.", "MAREN: Go."]),
    ("windows-1252", &["MAREN: It’s late – “go”.", "ORRIN: The café is shut.", "MAREN: Don’t I know it…"]),
    (
        "windows-1250",
        &[
            "MAREN: Příliš tmavá noc, řekl strážce.",
            "ORRIN: Rozsviť všechny lucerny, než přijde bouře.",
            "MAREN: Žádná už nesvítí.",
        ],
    ),
    (
        "windows-1251",
        &[
            "МАРЕН: Фонарь погас, и туман стоит над водой.",
            "ОРРИН: Я знаю об этом.",
            "МАРЕН: Тогда зажги его снова.",
        ],
    ),
    (
        "KOI8-R",
        &[
            "марен: фонарь погас, и туман стоит над водой.",
            "оррин: я знаю об этом.",
            "марен: тогда зажги его снова.",
        ],
    ),
    (
        "windows-1253",
        &["ΜΑΡΕΝ: Το φανάρι έσβησε και η ομίχλη είναι πυκνή.", "ΟΡΡΙΝ: Το ξέρω.", "ΜΑΡΕΝ: Άναψέ το πάλι."],
    ),
    (
        "Shift_JIS",
        &["マレン：灯りが消えました。", "オリン：知っている。", "マレン：もう一度つけてください。"],
    ),
    ("EUC-JP", &["マレン：灯りが消えました。", "オリン：知っている。", "マレン：もう一度つけてください。"]),
    (
        "ISO-2022-JP",
        &["マレン：灯りが消えました。", "オリン：知っている。", "マレン：もう一度つけてください。"],
    ),
    ("GBK", &["玛伦：灯灭了，海上起了大雾。", "奥林：我知道。", "玛伦：那就再点一次。"]),
    ("Big5", &["瑪倫：燈滅了，海上起了大霧。", "奧林：我知道。", "瑪倫：那就再點一次。"]),
    ("EUC-KR", &["마렌: 등불이 꺼졌고 안개가 짙습니다.", "오린: 알고 있어.", "마렌: 그럼 다시 켜세요."]),
    ("macintosh", &["MAREN: It’s late. “Go”.", "ORRIN: I didn’t say where.", "MAREN: The café isn’t open…"]),
    (
        "IBM850",
        &["MAREN: Déjà la nuit, très noire.", "ORRIN: Où est la clé, là-bas ?", "MAREN: Près du phare."],
    ),
];

/// `text` in the encoding called `name`, without a mark.
fn encoded(name: &str, text: &str) -> Vec<u8> {
    match name {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "UTF-32LE" => text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect(),
        "macintosh" | "IBM850" => by_trial(name, text),
        _ => {
            let (bytes, _, faults) = Registered::for_label(name.as_bytes()).expect("registered").encode(text);
            assert!(!faults, "{name}: {text}");
            bytes.into_owned()
        }
    }
}

/// The bytes that are decoded to `text`: what no library encodes.
fn by_trial(name: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(name);
    let all: Vec<char> = (0..=255)
        .map(|byte| Source::from_bytes_in("t", &[byte], encoding).text.chars().next().unwrap_or('\0'))
        .collect();
    text.chars()
        .map(|wanted| match u8::try_from(wanted).ok().filter(u8::is_ascii) {
            Some(ascii) => ascii,
            None => (128..=255).find(|byte| all[usize::from(*byte)] == wanted).expect("a byte for it"),
        })
        .collect()
}

/// Prints the table: `cargo test --test readers encodings -- --nocapture`.
#[test]
fn encodings_are_known_by_a_file_and_by_a_line() {
    for (name, lines) in SAMPLES {
        let whole = lines.iter().map(|line| format!("{line}\r\n")).collect::<String>().repeat(8);
        let text = whole.replace("\r\n", "\n");
        let source = Source::from_bytes("fog.txt", &encoded(name, &whole));
        assert_eq!((source.encoding, source.text.as_str()), (*name, text.as_str()), "whole");
        let line = Source::from_bytes("fog.txt", &encoded(name, lines[0]));
        assert_eq!((line.encoding, line.text.as_str()), (*name, lines[0]), "one line");
        assert_eq!((source.malformed, line.malformed), (0, 0), "{name}");
        println!("{name:<13} whole file ({:?}), one line ({:?})", source.ground, line.ground);
    }
    println!("{} encodings", SAMPLES.len());
}

#[test]
fn whoever_is_told_an_encoding_guesses_nothing() {
    for (name, lines) in SAMPLES {
        for line in *lines {
            let source = Source::from_bytes_in("fog.txt", &encoded(name, line), Encoding::for_label(name));
            assert_eq!((source.encoding, source.text.as_str()), (*name, *line));
        }
    }
}

#[test]
fn a_wrong_encoding_of_single_bytes_loses_none() {
    let bytes: Vec<u8> = (0x20..=0xff).filter(|byte| *byte != 0x7f).collect();
    for name in ["windows-1252", "macintosh", "IBM437", "IBM850", "IBM866", "KOI8-R"] {
        let text = Source::from_bytes_in("fog.txt", &bytes, Encoding::for_label(name)).text;
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        // What is no character but a control is cleaned away from the screen, nothing else.
        assert!(
            characters.len() > 180 && text.chars().count() == bytes.len(),
            "{name}: {}",
            characters.len()
        );
    }
}

#[test]
fn the_same_subtitles_in_many_encodings_read_alike() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("corpus/subtitles/srt-encodings");
    let read = |name: &str| Source::read(&folder.join(name)).expect("subtitles");
    let alike = |plain: &str, others: &[(&str, &str)]| {
        let plain = read(plain);
        for (name, encoding) in others {
            let other = read(name);
            assert_eq!((other.encoding, other.malformed), (*encoding, 0), "{name}");
            assert!(other.text == plain.text, "{name}");
            println!("{name}: {encoding}, {} bytes of text alike", plain.text.len());
        }
    };
    let wide = [
        ("bom-utf-16-le.srt", "UTF-16LE"),
        ("bom-utf-16-be.srt", "UTF-16BE"),
        ("bom-utf-32-le.srt", "UTF-32LE"),
        ("bom-utf-32-be.srt", "UTF-32BE"),
    ];
    alike("bom-utf-8.srt", &wide);
    alike("utf-8.srt", &[("windows-1252.srt", "windows-1252")]);
}
