//! The reader on a terminal.
//!
//! - [`terminal`] owns the terminal's modes and gives them back, whatever happens;
//! - [`event`] is the one queue of everything that can happen;
//! - [`runtime`] waits on that queue, lets the application answer, carries out what it asks for and
//!   draws one frame.
//!
//! An application is written against [`runtime::Application`] alone.

pub mod event;
pub mod runtime;
pub mod terminal;
