//! What may be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Lay everything written about an episode on one table, and read it.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit status: 0 found, 1 nothing found, 2 error.")]
pub(super) struct Arguments {
    /// A document, a folder of one episode's documents, or a folder of such folders.
    /// Without it, the sample that comes with the program.
    pub(super) path: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the whole episode for other programs.
    Export(ExportArguments),
    /// Print acts and scenes.
    Outline(Wanted),
    /// Print who speaks: labels, role, actor, counts.
    Speakers(Wanted),
    /// Print the log entries.
    Logs(Wanted),
    /// Print the memorable quotes with the lines they were found in.
    Quotes(Wanted),
    /// Search the lines.
    Search(SearchArguments),
    /// Print what each file was taken for, and everything there is to say about it.
    Check(Wanted),
}

/// An episode, and how to print what is wanted of it.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// A document, or a folder of one episode's documents.
    pub(super) path: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Query: words in tiers; 'letters  'word'  \"a phrase\"  ^begins  ends$  !not  a | b  ~loose\n\
       @speaker  #scene  %act two  %kind log; put -- before a query that begins with a dash."
)]
pub(super) struct SearchArguments {
    /// What to look for.
    pub(super) query: String,
    /// A document, or a folder of one episode's documents.
    pub(super) path: PathBuf,
    /// Print only how many lines answer.
    #[arg(short = 'c', long, conflicts_with = "by")]
    pub(super) count: bool,
    /// Print so many lines before and after each.
    #[arg(short = 'C', long, value_name = "LINES", default_value_t = 0)]
    pub(super) context: usize,
    /// Print how many lines each speaker, scene or episode has.
    #[arg(long, value_enum)]
    pub(super) by: Option<By>,
    /// Print at most so many lines.
    #[arg(short = 'm', long, value_name = "LINES")]
    pub(super) max: Option<usize>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// What hits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Who speaks.
    Speaker,
    /// Where.
    Scene,
    /// Which episode.
    Episode,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// A document, or a folder of one episode's documents.
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
}
