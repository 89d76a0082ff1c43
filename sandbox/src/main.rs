//! A local Mem0-compatible API on SQLite.
fn main() {}
