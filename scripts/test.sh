#!/usr/bin/env bash
# Runs the project's checks. usage: scripts/test.sh all|rust|ui|screens|window
set -euo pipefail
cd "$(dirname "$0")/.."
part=${1:-all}
export RUSTFLAGS="${RUSTFLAGS:-}" CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
started=$SECONDS

step() { printf '\n\033[1m── %s\033[0m (at %d s)\n' "$*" "$((SECONDS - started))"; }

rust() {
  scripts/setup.sh core python office
  step "format"
  cargo fmt --all --check
  step "spelling of the English documents"
  .venv/bin/typos README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md docs lexicons/README.md tests/accuracy/README.md
  step "lints"
  cargo clippy --workspace --all-targets --locked -- -D warnings
  step "Rust tests: units, lexicons, cases, round trips"
  cargo test --workspace --locked
  step "weights of prose and of clauses are those that the notes give"
  scripts/weights.sh
  step "documentation builds"
  RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet
}

ui() {
  scripts/setup.sh node browser
  cd ui
  step "user interface: lints, format"
  npm run --silent lint
  step "user interface: unit tests"
  npm run --silent unit
  cd ..
  screens
  export EPURE_UI_BUILT=1
}

# Every screen and state looked at in a real browser (a part of `ui`): pictures in ui/tests/out.
screens() {
  scripts/setup.sh node browser
  cd ui
  step "user interface: types, production build"
  npm run --silent build
  step "every screen in a real browser, pictures in ui/tests/out"
  npm run --silent browser
  cd ..
}

window() {
  step "the real application in a real window"
  scripts/window.sh
}

case "$part" in
  all) rust; ui; window ;;
  rust) rust ;;
  ui) ui ;;
  screens) screens ;;
  window) window ;;
  *) echo "usage: scripts/test.sh all|rust|ui|screens|window" >&2; exit 2 ;;
esac
printf '\n\033[1mAll passed\033[0m in %d s\n' "$((SECONDS - started))"
