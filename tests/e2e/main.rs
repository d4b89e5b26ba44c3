//! End to end: real programs on a real pseudo-terminal, seen through a terminal emulator.

mod blank_table;
mod bounds;
mod choosing;
mod colours;
mod dock;
mod editing;
mod finding;
mod foreground;
mod formats;
mod given_back;
mod hostile;
mod input;
mod library;
mod lines;
mod no_terminal;
mod own;
mod panes;
mod plain;
mod reader;
mod settings;
mod state;
mod stating;
mod themes;
mod typing;
mod views;
mod ways_out;
