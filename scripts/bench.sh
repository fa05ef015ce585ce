#!/usr/bin/env bash
# Measures speed and memory against peers on generated prospect sheets, and the note reader.
# usage: scripts/bench.sh [--rows N,N,…] [--rounds N] [read] [duplicates] [clean]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh core python office bench

echo "· building (release)"
cargo build --release --locked --bin epure
cargo build --release --locked -p epure-engine --example bench
echo "## Reading notes (typical notes; one core, then all)"
echo
target/release/examples/bench
echo
cargo bench --quiet --locked --bench bench -- "$@"
