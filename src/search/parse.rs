//! The grammar of queries, a superset of fzf's: signs never change their meaning.
//!
//! ```text
//! query  = group { blank group }            every group must answer
//! group  = term { "|" term }                by one of its terms
//! term   = [ "!" ] ( "'" letters | "'" word "'" | '"' words '"' | [ "^" ] word [ "$" ]
//!                  | "~" letters | "@" name | "#" scene | "%" field value )
//! ```
//! A backslash takes the sign of what follows it: `\ ` is a blank inside a term.

use std::ops::Range;

use crate::text::fold::fold;
use crate::text::tokens::key_words;

use super::query::{Field, Problem, Query, Term, TermKind};

/// Understands `text`.
pub(super) fn parse(text: &str) -> Query {
    let mut parser = Parser { query: Query::default(), or: false };
    let mut pieces = pieces(text).into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if piece.text == "|" && !piece.literal {
            parser.or = true;
            continue;
        }
        let field =
            piece.text.strip_prefix('%').filter(|_| !piece.literal).or_else(|| piece.text.strip_prefix("!%"));
        if let Some(name) = field {
            // The value may stand behind a blank.
            let attached = name.split_once([':', '=']);
            let value = match attached {
                Some((_, value)) => Some(value.to_owned()),
                None => {
                    pieces.next_if(|next| next.text != "|").map(|next| next.text.trim_matches('"').to_owned())
                }
            };
            let name = attached.map_or(name, |(name, _)| name);
            parser.field(&piece, name, value);
        } else {
            parser.term(&piece);
        }
    }
    parser.query
}

/// A stretch of the query between blanks.
#[derive(Debug)]
struct Piece {
    /// The text, backslashes taken off.
    text: String,
    /// Whether its first character was behind a backslash.
    literal: bool,
    /// Whether a quotation mark in it is never closed.
    unclosed: bool,
    span: Range<usize>,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current: Option<Piece> = None;
    let mut quoted = false;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character.is_whitespace() && !quoted {
            pieces.extend(current.take());
            continue;
        }
        let escaped = if character == '\\' { characters.next() } else { None };
        let piece = current.get_or_insert_with(|| Piece {
            text: String::new(),
            literal: escaped.is_some(),
            unclosed: false,
            span: at..at,
        });
        let (last_at, taken) = escaped.unwrap_or((at, character));
        quoted ^= matches!(taken, '"' | '“' | '”') && escaped.is_none();
        piece.text.push(if matches!(taken, '“' | '”') { '"' } else { taken });
        piece.span.end = last_at + taken.len_utf8();
        piece.unclosed = quoted;
    }
    pieces.extend(current);
    pieces
}

struct Parser {
    query: Query,
    /// Whether the next term belongs to the group before it.
    or: bool,
}

impl Parser {
    fn add(&mut self, term: Term) {
        let or = std::mem::take(&mut self.or);
        match self.query.groups.last_mut().filter(|_| or) {
            Some(group) => group.push(term),
            None => self.query.groups.push(vec![term]),
        }
    }

    fn problem(&mut self, span: &Range<usize>, message: impl Into<String>) {
        self.query.problems.push(Problem { span: span.clone(), message: message.into() });
    }

    fn term(&mut self, piece: &Piece) {
        let (negated, text) = match piece.text.strip_prefix('!') {
            Some(rest) if !piece.literal => (true, rest),
            _ => (false, piece.text.as_str()),
        };
        if piece.unclosed {
            self.problem(&piece.span, "the phrase is not closed; expected another \"");
        }
        match kind(text, piece.literal) {
            Some(kind) => self.add(Term { negated, kind }),
            None => self.problem(&piece.span, format!("`{}` is a sign with nothing to look for", piece.text)),
        }
    }

    fn field(&mut self, piece: &Piece, name: &str, value: Option<String>) {
        let negated = piece.text.starts_with('!');
        let meant: Vec<_> =
            Field::ALL.iter().filter(|(full, _)| full.starts_with(&name.to_lowercase())).collect();
        let names = Field::ALL.map(|(name, _)| name).join(", ");
        match (meant.as_slice(), value) {
            (_, None) => self.problem(&piece.span, format!("`{}` needs a value, as in %act two", piece.text)),
            ([(_, field)], Some(value)) => {
                self.add(Term { negated, kind: TermKind::Filter(*field, fold(&value)) });
            }
            ([], _) => self.problem(&piece.span, format!("there is no %{name}; there are {names}")),
            _ if name.is_empty() => self.problem(&piece.span, format!("% needs one of {names}")),
            (several, _) => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                self.problem(&piece.span, format!("%{name} may be {}", names.join(" or ")));
            }
        }
    }
}

/// What `text` looks for; `None` where it is a sign alone.
fn kind(text: &str, literal: bool) -> Option<TermKind> {
    let filled = |words: Vec<String>| Some(words).filter(|words| !words.is_empty());
    let letters = |text: &str| Some(fold(text)).filter(|letters| !letters.trim().is_empty());
    if literal {
        return plain(text);
    }
    if let Some(rest) = text.strip_prefix('"') {
        return filled(key_words(rest.trim_end_matches('"'))).map(TermKind::Exact);
    }
    if let Some(rest) = text.strip_prefix('\'') {
        return match rest.strip_suffix('\'') {
            Some(word) => filled(key_words(word)).map(TermKind::Exact),
            None => letters(rest.trim_matches('"')).map(TermKind::Substring),
        };
    }
    if let Some(rest) = text.strip_prefix('~') {
        return letters(rest).map(TermKind::Loose);
    }
    if let Some(rest) = text.strip_prefix('@') {
        return letters(rest.trim_matches('"')).map(|name| TermKind::Filter(Field::Speaker, name));
    }
    if let Some(rest) = text.strip_prefix('#') {
        return letters(rest.trim_matches('"')).map(|name| TermKind::Filter(Field::Scene, name));
    }
    let start = text.starts_with('^');
    let end = text.ends_with('$') && text.len() > 1;
    if start || end {
        let words = key_words(text.trim_start_matches('^').trim_end_matches('$'));
        return filled(words).map(|words| TermKind::Anchored { words, start, end });
    }
    plain(text)
}

/// Words in tiers; marks without a word are looked for as they are.
fn plain(text: &str) -> Option<TermKind> {
    let words = key_words(text);
    if words.is_empty() {
        return Some(fold(text)).filter(|letters| !letters.trim().is_empty()).map(TermKind::Substring);
    }
    Some(TermKind::Plain(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_understood() {
        for (text, echo) in [
            ("fog lamp", "fog AND lamp"),
            ("fog | mist lamp", "(fog OR mist) AND lamp"),
            ("!fog", "NOT fog"),
            ("'fog", "…fog…"),
            ("'fog'", "\"fog\""),
            ("\"make a deal\"", "\"make a deal\""),
            ("“make a deal”", "\"make a deal\""),
            ("^captain", "^captain"),
            ("deal$", "deal$"),
            ("^deal$", "^deal$"),
            ("~jnwy", "~jnwy"),
            ("@Fenn", "speaker fenn"),
            ("!@\"old tom\" #12", "NOT speaker old tom AND scene 12"),
            ("%act two fog", "act two AND fog"),
            ("%ki:log", "kind log"),
            ("!%sp fenn", "NOT speaker fenn"),
            ("a\\ deal", "a deal"),
            ("\\!fog", "fog"),
            ("Mr. Fenn", "mister AND fenn"),
            ("off-line", "off line"),
            ("", ""),
            ("|", ""),
        ] {
            let query = Query::parse(text);
            assert_eq!(query.echo(), echo, "{text}");
            assert_eq!(query.problems(), [], "{text}");
        }
    }

    #[test]
    fn faults_are_told_and_the_rest_is_searched() {
        for (text, echo, message) in [
            ("fog %ac", "fog", "needs a value"),
            ("fog %colour red", "fog", "there is no %colour"),
            ("%s fenn fog", "fog", "%s may be speaker or scene or series or stardate"),
            ("\"make a", "\"make a\"", "not closed"),
            ("fog '", "fog", "nothing to look for"),
            ("! fog", "fog", "nothing to look for"),
        ] {
            let query = Query::parse(text);
            assert_eq!(query.echo(), echo, "{text}");
            assert!(
                query.problems().iter().any(|problem| problem.message.contains(message)),
                "{text}: {query:?}"
            );
            let problem = &query.problems()[0];
            assert!(text.get(problem.span.clone()).is_some());
        }
    }
}
