#!/usr/bin/env bash
# Are the weights of prose those that the sentences of tests/accuracy give? `--write` makes them so.
set -euo pipefail
cd "$(dirname "$0")/.."
learned=$(mktemp)
trap 'rm -f "$learned"' EXIT

# As the tests build it, so that nothing is built twice.
cargo build --quiet --locked --workspace --example manner
for language in fr en; do
  kept=lexicons/$language/manner.tsv
  target/debug/examples/manner "$language" tests/accuracy >"$learned"
  if [ "${1:-}" = --write ]; then
    cat "$learned" >"$kept"
  elif ! cmp --silent "$learned" "$kept"; then
    echo "$kept is not what its sentences give: run \`make manner\`" >&2
    exit 1
  fi
done
