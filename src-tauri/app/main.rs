//! `epure`: the command line.

fn main() {}
