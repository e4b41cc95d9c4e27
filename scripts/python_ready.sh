#!/bin/sh
# A virtual environment in $2 made with the Python of $1, or words that say what is missing.
set -eu
python="$1" venv="$2"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Preuve needs Python 3.11 or newer; '$python' is not. Try: make PYTHON=python3.12" >&2
    exit 1
}
[ -x "$venv/bin/python" ] && exit 0
"$python" -m venv "$venv" 2>/dev/null && exit 0
rm -rf "$venv"
echo "Python cannot make virtual environments yet: installing Debian's python3-venv." >&2
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq && $as_root apt-get install -y -qq python3-venv >/dev/null
"$python" -m venv "$venv"
