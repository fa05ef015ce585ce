#!/usr/bin/env bash
# Installs what the named groups need and says so; does nothing when all is there.
# usage: scripts/setup.sh GROUP…   groups: core desktop node python office window browser bench
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m· %s\033[0m\n' "$*"; }

# debian PACKAGE…: installs the missing ones with apt-get (through sudo when not root).
debian() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These Debian packages are missing; install them as root: ${missing[*]}" >&2; exit 1; }
    root=(sudo)
  fi
  say "installing Debian packages: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# npm packages of ui/, when package-lock.json is newer than what is installed.
node_packages() {
  command -v npm >/dev/null || { echo "Node.js 20.19 or newer is needed (npm was not found)." >&2; exit 1; }
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    { echo "Node.js 20.19 or newer is needed (this is $(node --version))." >&2; exit 1; }
  if [ ! -f ui/node_modules/.package-lock.json ] || [ ui/package-lock.json -nt ui/node_modules/.package-lock.json ]; then
    say "installing npm packages of ui/"
    # `npm ci` refuses a lock file without the optional packages of other systems; this installs the
    # locked versions all the same.
    (cd ui && npm install --no-save --no-audit --no-fund --loglevel=error)
    touch ui/node_modules/.package-lock.json
  fi
}

# A Python environment with the readers and writers that judge our files.
python_environment() {
  debian python3 python3-venv
  if [ ! -x .venv/bin/python ] || [ tests/requirements.txt -nt .venv/.ready ]; then
    say "installing Python packages in .venv: $(tr '\n' ' ' < tests/requirements.txt)"
    /usr/bin/python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
    touch .venv/.ready
  fi
}

for group in "$@"; do
  case "$group" in
    core)
      command -v cargo >/dev/null || { echo "Rust is needed (cargo was not found): https://rustup.rs" >&2; exit 1; }
      debian build-essential pkg-config ;;
    desktop) debian libwebkit2gtk-4.1-dev librsvg2-dev libxdo-dev file ;;
    node) node_packages ;;
    python) python_environment ;;
    # Writer opens the documents of a company, Calc the sheets.
    office) debian libreoffice-calc libreoffice-writer python3-uno ;;
    window)
      debian xvfb xauth webkit2gtk-driver dbus-x11 imagemagick poppler-utils \
        xdotool python3-gi gir1.2-gtk-3.0
      ;;
    bench) debian time ;;
    browser) debian chromium chromium-driver fonts-dejavu-core ;;
    *) echo "unknown group: $group" >&2; exit 2 ;;
  esac
done
