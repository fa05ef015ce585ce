#!/usr/bin/env bash
# The real application in a real window (Xvfb, WebKitWebDriver).
# usage: scripts/window.sh [TEST…]     drives it through tests/window (test_job, test_killed…; all of
#                                      them when none is named)
#        scripts/window.sh pictures    takes pictures of every screen into target/pictures, and those
#                                      of the README into docs/images
#        scripts/window.sh measure     measures start, audit, memory and frames
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh core desktop node python office window

echo "· building the user interface and the application"
# The whole test run has built the interface already.
[ -n "${EPURE_UI_BUILT:-}" ] || (cd ui && npm run --silent build >/dev/null)
cargo build --features desktop --bin epure-desktop --locked

case "${1:-}" in
  pictures) run=(pictures.py); echo "· taking pictures" ;;
  measure) run=(measure.py); echo "· measuring" ;;
  "") run=(-m unittest discover -v); echo "· driving the window" ;;
  *) run=(-m unittest -v "$@"); echo "· driving the window" ;;
esac
python=$PWD/.venv/bin/python
cd tests/window
xvfb-run -a -s "-screen 0 1280x900x24" dbus-run-session -- "$python" "${run[@]}"
