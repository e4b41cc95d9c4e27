#!/bin/sh
# A Chromium for the browser tests: the system's if there is one, else Debian's package, else Playwright's own.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null; then exit 0; fi
fi
playwright install chromium
