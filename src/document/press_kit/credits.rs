//! Credits: `Written by: NAME`, `Executive Producer NAME`, and jobs with the names below them.

use crate::source::Source;
use crate::text::flow::flow;
use crate::text::span::Span;

/// A line that names a job, and the names on it; none where they stand on the next lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The jobs as written, lower case.
    pub(super) jobs: Vec<String>,
    /// What stands behind the job.
    pub(super) names: Span,
}

/// Words that a job ends with where no `by` does, or has in it.
const JOBS: &[&str] = &[
    "producer",
    "producers",
    "director",
    "directors",
    "writer",
    "writers",
    "editor",
    "editors",
    "composer",
    "music",
    "casting",
    "designer",
    "photography",
    "cinematographer",
    "consultant",
    "consultants",
    "supervisor",
    "coordinator",
    "manager",
    "creator",
    "story",
    "teleplay",
    "screenplay",
    "makeup",
    "costumes",
    "effects",
    "adviser",
    "advisor",
    "showrunner",
];

/// What is done `by` somebody.
const DONE: &[&str] = &[
    "written",
    "directed",
    "story",
    "teleplay",
    "screenplay",
    "created",
    "produced",
    "music",
    "edited",
    "adapted",
    "developed",
    "casting",
    "script",
    "composed",
    "designed",
    "photographed",
    "characters",
    "costumes",
    "makeup",
    "executive",
    "based",
    "costume",
    "production",
    "narrated",
];

/// The longest job, words.
const LONGEST: usize = 7;

/// The line at `span` as a credit.
pub(super) fn line(source: &Source, span: Span) -> Option<Line> {
    let text = source.slice(span);
    let (label, names) = cut(text)?;
    let names = Span::new(span.start + names, span.end).trimmed(&source.text);
    let written = source.slice(names);
    let is_name = written.is_empty()
        || (written.starts_with(char::is_uppercase)
            && !written.ends_with(['!', '?'])
            && written.split_whitespace().count() <= 16);
    is_name.then(|| Line { jobs: jobs(label), names })
}

/// The job in `text`, and where the names begin.
fn cut(text: &str) -> Option<(&str, usize)> {
    let leader = ["...", ". .", "\t", "   ", "…", "__"].iter().filter_map(|mark| text.find(mark)).min();
    for at in [text.find(':'), leader].into_iter().flatten() {
        let names = text.get(at..)?.trim_start_matches([':', '.', '…', '_', ' ', '\t']);
        if is_job(&text[..at]) {
            return Some((&text[..at], text.len() - names.len()));
        }
    }
    let by = text.as_bytes().windows(4).rposition(|four| four.eq_ignore_ascii_case(b" by "));
    if let Some(at) = by.filter(|at| is_job(&text[..at + 3])) {
        return Some((&text[..at + 3], at + 4));
    }
    is_job(text).then_some((text, text.len()))
}

/// Whether `label` names a job.
fn is_job(label: &str) -> bool {
    if label.split_whitespace().nth(LONGEST).is_some() {
        return false;
    }
    let lower = label.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let done = *last == "by" && words.iter().any(|word| DONE.contains(word));
    let held = JOBS.contains(last)
        || (JOBS.contains(first) && words.get(1) == Some(&"of"))
        || (words.contains(&"of") && *last == "photography");
    let plain = label.chars().all(|c| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || matches!(c, '&' | '-' | '/' | ',' | '\'' | '’' | '(' | ')')
    });
    plain && (done || held)
}

/// The jobs of a label: `Written and Directed by` is two.
fn jobs(label: &str) -> Vec<String> {
    let label = flow(label).to_lowercase();
    let Some(done) = label.strip_suffix(" by") else { return vec![label] };
    let parts: Vec<&str> =
        done.split([',', '&', '/']).flat_map(|part| part.split(" and ")).map(str::trim).collect();
    if parts.len() > 1 && parts.iter().all(|part| DONE.contains(&part.trim_end_matches(" by"))) {
        return parts.iter().map(|part| format!("{} by", part.trim_end_matches(" by"))).collect();
    }
    vec![label]
}

/// The single names in the text at `span`: `A & B`, `A and B`, `A, B and C`.
pub(super) fn names(source: &Source, span: Span) -> Vec<String> {
    let text = source.flow(span);
    let text = text.replace(" & ", "\n").replace(" and ", "\n").replace(" AND ", "\n").replace(" / ", "\n");
    let mut names: Vec<String> = Vec::new();
    for part in text.replace(", ", "\n").split('\n').map(|part| part.trim_matches([' ', ',', '&'])) {
        let suffix = is_suffix(part);
        match names.last_mut() {
            Some(name) if suffix => *name = format!("{name}, {part}"),
            _ if part.is_empty() => {}
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// Whether `part` of a list belongs to the name before it: `Jr.`, `III`, `A.S.C.`
fn is_suffix(part: &str) -> bool {
    let letters = part.split_terminator('.').all(|letter| letter.len() == 1) && part.ends_with('.');
    letters
        || matches!(
            part.to_lowercase().trim_end_matches('.'),
            "jr" | "sr" | "ii" | "iii" | "iv" | "asc" | "ace" | "csa"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_and_names_are_cut() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("Written by: ORRIN VALE", &["written by"], &["ORRIN VALE"]),
            ("Directed by ORRIN VALE", &["directed by"], &["ORRIN VALE"]),
            ("WRITTEN & DIRECTED BY: ORRIN VALE", &["written by", "directed by"], &["ORRIN VALE"]),
            ("Story by: Ada Quill & Orrin Vale, Jr.", &["story by"], &["Ada Quill", "Orrin Vale, Jr."]),
            ("Teleplay by", &["teleplay by"], &[]),
            (
                "Executive Producers: ADA QUILL, ORRIN VALE and TESS MOOR",
                &["executive producers"],
                &["ADA QUILL", "ORRIN VALE", "TESS MOOR"],
            ),
            ("Director of Photography....ADA QUILL", &["director of photography"], &["ADA QUILL"]),
            ("Music by\tADA QUILL", &["music by"], &["ADA QUILL"]),
            ("Casting by: NELL ASHBY, C.S.A.", &["casting by"], &["NELL ASHBY, C.S.A."]),
        ];
        for (text, jobs, people) in cases {
            let source = Source::from_bytes("a", text.as_bytes());
            let found = line(&source, Span::new(0, text.len())).expect(text);
            assert_eq!(found.jobs, *jobs, "{text}");
            assert_eq!(names(&source, found.names), *people, "{text}");
        }
        for text in ["ORRIN VALE", "Maren is saved by the bell.", "CAPTAIN MAREN", "The Keeper: ORRIN VALE"] {
            let source = Source::from_bytes("a", text.as_bytes());
            assert_eq!(line(&source, Span::new(0, text.len())), None, "{text}");
        }
    }
}
