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
