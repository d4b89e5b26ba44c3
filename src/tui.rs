//! The reader: see ARCHITECTURE.md.
