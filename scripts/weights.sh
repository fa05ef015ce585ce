#!/usr/bin/env bash
# Are the weights of prose, clauses, hints and surroundings those that the notes of tests/accuracy give? `--write` makes them so.
set -euo pipefail
cd "$(dirname "$0")/.."
learned=$(mktemp)
trap 'rm -f "$learned"' EXIT

# As the tests build them, so that nothing is built twice.
cargo build --quiet --locked --workspace --example manner --example beside --example hints --example appeal
for language in fr en; do
  for of in manner beside hints appeal; do
    kept=lexicons/$language/$of.tsv
    "target/debug/examples/$of" "$language" tests/accuracy lexicons >"$learned"
    if [ "${1:-}" = --write ]; then
      cat "$learned" >"$kept"
    elif ! cmp --silent "$learned" "$kept"; then
      echo "$kept is not what its notes give: run \`make weights\`" >&2
      exit 1
    fi
  done
done
