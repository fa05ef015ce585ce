#!/usr/bin/env bash
# Builds the .deb, installs it, starts the installed program and audits the sample with it.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh core desktop node window

echo "· building the package (release build: about ten minutes the first time)"
ui/node_modules/.bin/tauri build --bundles deb
deb=$(ls -t target/release/bundle/deb/*.deb | head -1)
echo "· built $deb ($(du -h "$deb" | cut -f1))"

root=(); [ "$(id -u)" -eq 0 ] || root=(sudo)
echo "· installing it"
"${root[@]}" apt-get install -y -qq --reinstall "./$deb" >/dev/null

echo "· auditing the sample with the installed command"
/usr/bin/epure audit samples/prospects.xlsx --format json > target/package-audit.json
echo "· starting the installed application"
xvfb-run -a dbus-run-session timeout 20 /usr/bin/epure-desktop samples/prospects.xlsx && status=0 || status=$?
# 124: still running when the time was up, which is what a started application does.
[ "$status" -eq 124 ] || { echo "The installed application ended by itself (status $status)." >&2; exit 1; }
echo "The package installs, audits and starts: $deb"
