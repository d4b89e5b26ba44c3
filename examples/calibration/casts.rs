//! Roles, and who keeps the logs: by the casts that everybody knows of the series.

use std::path::Path;

use tableread::document::Kind;
use tableread::episode::{Episode, Origin};

use crate::table::Table;
use crate::{files, given, given_text, loaded};

/// The people of a series.
struct Series {
    /// The folder of its transcripts.
    folder: &'static str,
    captain: &'static str,
    first_officer: &'static str,
    doctor: &'static str,
    /// Labels, and the roles that a press kit gives them.
    cast: &'static [(&'static str, &'static str)],
}

const SERIES: &[Series] = &[
    Series {
        folder: "TOS",
        captain: "KIRK",
        first_officer: "SPOCK",
        doctor: "MCCOY",
        cast: &[
            ("KIRK", "CAPTAIN JAMES T. KIRK"),
            ("SPOCK", "MR. SPOCK"),
            ("MCCOY", "DR. LEONARD McCOY"),
            ("SCOTT", "LT. CMDR. MONTGOMERY SCOTT"),
            ("UHURA", "LIEUTENANT UHURA"),
            ("SULU", "LT. HIKARU SULU"),
            ("CHEKOV", "ENSIGN PAVEL CHEKOV"),
            ("CHAPEL", "NURSE CHRISTINE CHAPEL"),
        ],
    },
    Series {
        folder: "NextGen",
        captain: "PICARD",
        first_officer: "RIKER",
        doctor: "CRUSHER",
        cast: &[
            ("PICARD", "CAPTAIN JEAN-LUC PICARD"),
            ("RIKER", "COMMANDER WILLIAM RIKER"),
            ("DATA", "LT. COMMANDER DATA"),
            ("LAFORGE", "LT. GEORDI LA FORGE"),
            ("WORF", "LIEUTENANT WORF"),
            ("CRUSHER", "DR. BEVERLY CRUSHER"),
            ("TROI", "COUNSELOR DEANNA TROI"),
            ("WESLEY", "WESLEY CRUSHER"),
            ("GUINAN", "GUINAN"),
        ],
    },
    Series {
        folder: "DS9",
        captain: "SISKO",
        first_officer: "KIRA",
        doctor: "BASHIR",
        cast: &[
            ("SISKO", "CAPTAIN BENJAMIN SISKO"),
            ("KIRA", "MAJOR KIRA NERYS"),
            ("ODO", "CONSTABLE ODO"),
            ("BASHIR", "DOCTOR JULIAN BASHIR"),
            ("DAX", "LT. JADZIA DAX"),
            ("QUARK", "QUARK"),
            ("O'BRIEN", "CHIEF MILES O'BRIEN"),
            ("JAKE", "JAKE SISKO"),
        ],
    },
    Series {
        folder: "Voyager",
        captain: "JANEWAY",
        first_officer: "CHAKOTAY",
        doctor: "EMH",
        cast: &[
            ("JANEWAY", "CAPTAIN KATHRYN JANEWAY"),
            ("CHAKOTAY", "COMMANDER CHAKOTAY"),
            ("TORRES", "LIEUTENANT B'ELANNA TORRES"),
            ("KES", "KES"),
            ("PARIS", "LIEUTENANT TOM PARIS"),
            ("NEELIX", "NEELIX"),
            ("EMH", "THE DOCTOR"),
            ("TUVOK", "LIEUTENANT TUVOK"),
            ("KIM", "ENSIGN HARRY KIM"),
            ("SEVEN", "SEVEN OF NINE"),
        ],
    },
    Series {
        folder: "Enterprise",
        captain: "ARCHER",
        first_officer: "T'POL",
        doctor: "PHLOX",
        cast: &[
            ("ARCHER", "CAPTAIN JONATHAN ARCHER"),
            ("T'POL", "SUB-COMMANDER T'POL"),
            ("TUCKER", "COMMANDER CHARLES \"TRIP\" TUCKER III"),
            ("PHLOX", "DR. PHLOX"),
            ("REED", "LT. MALCOLM REED"),
            ("HOSHI", "ENSIGN HOSHI SATO"),
            ("TRAVIS", "ENSIGN TRAVIS MAYWEATHER"),
        ],
    },
];

pub(crate) fn measure(shared: &Path, table: &mut Table) {
    for series in SERIES {
        let kit = press_kit(series);
        for path in files(&shared.join("corpus/transcripts").join(series.folder), ".txt") {
            let alone = loaded(vec![given(&path, Kind::Transcript)]);
            log_speakers(&alone, series, table);
            let with = loaded(vec![given(&path, Kind::Transcript), given_text(&kit, Kind::PressKit)]);
            roles(&with, series, table);
        }
    }
}

/// A press kit that has nothing but the cast.
fn press_kit(series: &Series) -> String {
    let mut kit = "CAST\n\n".to_owned();
    for (at, (_, role)) in series.cast.iter().enumerate() {
        kit.push_str(&format!("{role} ........ PLAYER {}\n", ["ONE", "TWO", "THREE"][at % 3]));
    }
    kit
}

fn roles(episode: &Episode, series: &Series, table: &mut Table) {
    for speaker in &episode.cast.speakers {
        let (Some((_, confidence)), Some(role)) = (speaker.role_tie, speaker.role.as_deref()) else {
            continue;
        };
        let meant = series.cast.iter().find(|(_, of)| of.eq_ignore_ascii_case(role));
        table.add("roles", confidence, meant.is_some_and(|(label, _)| is_label(&speaker.name, label)));
    }
}

/// Whether `name` is the label of whom a series calls `label`.
fn is_label(name: &str, label: &str) -> bool {
    let other = match label {
        "EMH" => "DOCTOR",
        "SEVEN" => "SEVEN OF NINE",
        "LAFORGE" => "LA FORGE",
        _ => label,
    };
    [label, other].iter().any(|label| name.eq_ignore_ascii_case(label))
}

/// Entries that open with nothing but an office; the others say themselves whose they are.
fn log_speakers(episode: &Episode, series: &Series, table: &mut Table) {
    for log in &episode.logs {
        let Some(speaker) = log.speaker.filter(|speaker| speaker.origin != Origin::Marked) else { continue };
        let opening = log.text.to_lowercase();
        let deputy = ["command", "recording", "reporting", "this is"]
            .iter()
            .any(|said| opening.chars().take(90).collect::<String>().contains(said));
        let meant = match () {
            () if deputy => continue,
            () if opening.starts_with("first officer") => series.first_officer,
            () if opening.starts_with("captain") => series.captain,
            () if opening.starts_with("chief medical") || opening.starts_with("medical") => series.doctor,
            () => continue,
        };
        let name = &episode.speaker(speaker.value).name;
        table.add("log speakers", speaker.confidence, name == meant);
    }
}
