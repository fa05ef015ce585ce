#!/usr/bin/env bash
# Opens the application on the sample; without a display, does the same job on the command line.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh core

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  scripts/setup.sh desktop node
  echo "· building the user interface"
  (cd ui && npm run --silent build)
  echo "· building the application (some minutes the first time)"
  cargo build --features desktop --bin epure-desktop
  echo "· opening samples/prospects.xlsx"
  exec target/debug/epure-desktop samples/prospects.xlsx
fi

echo "No display here, so no window: auditing and cleaning the sample on the command line instead."
cargo build --bin epure
mkdir -p out
target/debug/epure audit samples/prospects.xlsx
target/debug/epure clean samples/prospects.xlsx -o out/prospects.xlsx --accept suggested \
  --log out/prospects-log.xlsx --force
echo "· the cleaned sample and its log are in out/"
