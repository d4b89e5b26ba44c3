//! What may be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::document::Kind;
use crate::source::Encoding;

/// Lay everything written about an episode on one table, and read it.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit status: 0 found, 1 nothing found, 2 error.")]
pub(super) struct Arguments {
    /// A document (`-`: what comes by standard input), a folder of one episode's documents, or a folder of such
    /// folders. Without it, what was read last; at first the sample that comes with the program.
    pub(super) path: Option<PathBuf>,
    /// Open the sample that comes with the program.
    #[arg(long, conflicts_with = "path")]
    pub(super) sample: bool,
    /// Neither use nor keep places, marks and notes.
    #[arg(long)]
    pub(super) no_state: bool,
    /// Neither use nor keep what earlier runs learnt of a folder's files.
    #[arg(long, global = true)]
    pub(super) no_cache: bool,
    /// Take the document for this kind, whatever it looks like: transcript, screenplay, summary,
    /// press-kit, subtitles, story or play.
    #[arg(long = "as", global = true, value_name = "KIND", value_parser = kind)]
    pub(super) taken_as: Option<Kind>,
    /// Read the documents in this encoding, whatever they look like: utf-8, windows-1252, cp850, ...
    #[arg(long, global = true, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding: Option<Encoding>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

fn kind(name: &str) -> Result<Kind, String> {
    let known = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| format!("expected one of {}", Kind::ALL.map(Kind::name).join(", ")))
}

fn encoding(name: &str) -> Result<Encoding, String> {
    let expected = "expected a name such as utf-8, utf-16le, windows-1252, macintosh, cp850, shift_jis";
    Encoding::for_label(name).ok_or_else(|| expected.to_owned())
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open the reader, or with --plain print the script in words.
    Read(ReadArguments),
    /// Write episodes for other programs.
    Export(ExportArguments),
    /// Print acts and scenes.
    Outline(Wanted),
    /// Print who speaks: labels, role, actor, counts.
    Speakers(Wanted),
    /// Print the log entries.
    Logs(Wanted),
    /// Print your notes, bookmarks and marks with the lines they are on.
    Notes(NotesArguments),
    /// Print the memorable quotes with the lines they were found in.
    Quotes(Wanted),
    /// Print the lines that answer a query.
    Search(SearchArguments),
    /// Print who says how much: speeches, words, share, longest, by speaker, scene and act.
    Stats(StatsArguments),
    /// Print what each file was taken for, and everything there is to say about it.
    Check(Wanted),
    /// Tell where settings, keys and themes are read from, and everything that is wrong with them.
    Settings,
    /// Tell, make anew or forget what is kept of folders between runs.
    #[command(subcommand)]
    Library(LibraryCommand),
}

/// What to do with what is kept. A folder without it, or forgotten, is read as if for the first time.
#[derive(Debug, Subcommand)]
pub(super) enum LibraryCommand {
    /// Tell what is kept of a folder, or of all, and whether it can be used.
    Status {
        /// The folder.
        path: Option<PathBuf>,
    },
    /// Read all files of a folder again, or of all folders of which something is kept.
    Rebuild {
        /// The folder.
        path: Option<PathBuf>,
    },
    /// Forget what is kept of a folder, or everything.
    Clear {
        /// The folder.
        path: Option<PathBuf>,
    },
}

/// What to read, and which part of it.
#[derive(Debug, Args)]
pub(super) struct ReadArguments {
    /// A document (`-`: standard input), or a folder of one episode's documents. Without it, the sample.
    pub(super) path: Option<PathBuf>,
    /// Print the script as lines of words, for screen readers and pipes.
    #[arg(long)]
    pub(super) plain: bool,
    /// Begin with the line of this id, such as 9.06.
    #[arg(long, value_name = "ID", requires = "plain")]
    pub(super) from: Option<String>,
    /// Only the lines of this speaker.
    #[arg(long, value_name = "NAME", requires = "plain")]
    pub(super) speaker: Option<String>,
    /// Only this scene.
    #[arg(long, value_name = "NUMBER", requires = "plain")]
    pub(super) scene: Option<u32>,
    /// Begin each line with its id.
    #[arg(long, requires = "plain")]
    pub(super) ids: bool,
}

/// An episode, and how to print what is wanted of it.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// A document (`-`: standard input), or a folder of one episode's documents.
    pub(super) path: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What is searched for, where, and how to print it.
#[derive(Debug, Args)]
#[command(after_help = QUERY_HELP)]
pub(super) struct SearchArguments {
    /// The query; write `--` before one that begins with `-`.
    pub(super) query: String,
    /// A document (`-`: standard input), a folder of one episode's documents, or a folder of many episodes.
    pub(super) path: PathBuf,
    /// Print only how many lines answer, exactly and nearly.
    #[arg(short, long, conflicts_with_all = ["list", "by", "kwic"])]
    pub(super) count: bool,
    /// Print only where the episodes are that answer.
    #[arg(short, long, conflicts_with_all = ["by", "kwic"])]
    pub(super) list: bool,
    /// Print this many lines of the scene before and after each hit, in text.
    #[arg(short = 'C', long, value_name = "LINES", default_value_t = 0)]
    pub(super) context: usize,
    /// Print how many lines of each answer, most first.
    #[arg(long, value_enum, conflicts_with_all = ["context", "kwic"])]
    pub(super) by: Option<Grouping>,
    /// Print key words in context: what answers in one column, what stands around it on either side.
    #[arg(long, conflicts_with = "context")]
    pub(super) kwic: bool,
    /// Sort key words by their place, or by the words next to them.
    #[arg(long, value_enum, default_value_t = Order::Place, requires = "kwic")]
    pub(super) sort: Order,
    /// Columns of context on either side of a key word.
    #[arg(long, value_name = "COLUMNS", default_value_t = 40, requires = "kwic")]
    pub(super) width: usize,
    /// Stop after this many hits in each episode; with --by, after this many groups.
    #[arg(short, long, alias = "max", value_name = "HITS")]
    pub(super) max_count: Option<usize>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub(super) format: SearchFormat,
    /// When to light what answers.
    #[arg(long, value_enum, default_value_t = clap::ColorChoice::Auto)]
    pub(super) color: clap::ColorChoice,
}

const QUERY_HELP: &str = "\
Queries, all terms of which must answer:
  word           the word, words it begins, words like it      'word'   the whole word
  \"some words\"   one after the other                          'part   letters anywhere in a line
  ^word  word$   at the beginning, at the end of a line        ~lttrs   letters in order
  !term          lines without it                              a | b    either
  @speaker  #scene  %act  %kind  %doc  %stardate  %series      \\        before a space or a sign: itself

Exit status: 0 found, 1 nothing found, 2 error.";

/// What hits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Grouping {
    /// Who speaks.
    Speaker,
    /// The scene.
    Scene,
    /// The episode.
    Episode,
}

/// What key words in context are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// The order of the script.
    Place,
    /// The nearest word to the left.
    Left,
    /// The nearest word to the right.
    Right,
}

/// How what was found is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    /// For people.
    Text,
    /// A table with tabs between its columns and their names in the first row.
    Tsv,
    /// The same table with commas, quoted as RFC 4180 has it.
    Csv,
    /// One value, whole at the end.
    Json,
    /// An object a line, as it is found.
    Jsonl,
}

/// What is counted, and how to print it.
#[derive(Debug, Args)]
pub(super) struct StatsArguments {
    /// A document (`-`: standard input), a folder of one episode's documents, or a folder of such folders.
    pub(super) path: PathBuf,
    /// Print only one of the tables.
    #[arg(long, value_enum)]
    pub(super) by: Option<StatsGrouping>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = StatsFormat::Text)]
    pub(super) format: StatsFormat,
}

/// What speeches are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatsGrouping {
    /// The episode, of a folder of them.
    Episode,
    /// Who speaks.
    Speaker,
    /// The scene.
    Scene,
    /// The act.
    Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatsFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Whose notes, and how to print them.
#[derive(Debug, Args)]
pub(super) struct NotesArguments {
    /// A document, a folder of one episode's documents, or a folder of such folders: lines are printed as
    /// they are in the script by now. Without it, all that was ever noted, as it was then.
    pub(super) path: Option<PathBuf>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = NotesFormat::Md)]
    pub(super) format: NotesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NotesFormat {
    /// Markdown.
    Md,
    /// For programs.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// A document (`-`: standard input), or a folder of one episode's documents; for lines also a folder of many
    /// episodes.
    pub(super) path: PathBuf,
    /// The format to write.
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub(super) format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// One object, every fact in it.
    Json,
    /// An object a line for every element of every episode.
    Jsonl,
    /// A row for every element of every episode, for spreadsheets.
    Csv,
    /// A screenplay in Fountain, for screenwriting programs.
    Fountain,
    /// A drama in TEI, for the tools of those who study plays.
    Tei,
    /// Markdown, to be read or printed.
    Md,
}
