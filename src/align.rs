//! Token sequences against token sequences; nothing of formats.
