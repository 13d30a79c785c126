#!/usr/bin/env bash
# Looks at the pages that this project makes in headless Chromium: not empty, no text on top of another, nothing cut off, no
# wider than the window at 1280 and 420 px, light and dark, and a filter that filters.
#
#   eng/pages.sh install [DIR]         get Chromium and a Korean font (apt, as root on Debian) and playwright-core (npm, into DIR)
#   eng/pages.sh check [DIR] PAGE...   check pages, with what "install" got into DIR
#   eng/pages.sh pictures [DIR]        run the samples, check their pages, and write docs/images/*.png
set -euo pipefail
cd "$(dirname "$0")/.."
command=${1:-}
dir=${TMPDIR:-/tmp}/rhetenor-pages
# What is neither a page nor a file is the folder.
if [[ $# -gt 1 && $2 != *.html && ! -f $2 ]]; then
  dir=$2
  set -- "$1" "${@:3}"
fi

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

debian() {
  [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null || { echo "There is no Chromium, and only root on Debian can install it." >&2; return 1; }
  local install=(apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk)
  DEBIAN_FRONTEND=noninteractive "${install[@]}" || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${install[@]}"; }
}

check() {
  [[ -d $dir/node_modules/playwright-core ]] || { echo "There is no playwright-core in $dir. Run first: eng/pages.sh install $dir" >&2; return 1; }
  browser >/dev/null || { echo "There is no Chromium. Run first: eng/pages.sh install $dir" >&2; return 1; }
  node eng/pages/check.mjs "$(cd "$dir" && pwd)" "$(browser)" "$@"
}

case $command in
  install)
    command -v npm >/dev/null || { echo "npm is not installed" >&2; exit 1; }
    mkdir -p "$dir"
    cp eng/pages/package.json eng/pages/package-lock.json "$dir"
    (cd "$dir" && timeout 300 npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
    browser >/dev/null && fc-list :lang=ko 2>/dev/null | grep -q . || debian
    ;;
  check)
    [[ $# -gt 1 ]] || { echo "Name the pages to check: eng/pages.sh check [DIR] PAGE..." >&2; exit 2; }
    for page in "${@:2}"; do
      [[ -f $page ]] || { echo "There is no page $page." >&2; exit 2; }
    done
    check "${@:2}"
    ;;
  pictures)
    mkdir -p "$dir/made" docs/images
    dotnet run --project samples/QuickStart -- --store "$dir/made/store" >/dev/null
    cp "$dir/made/store/chart.html" "$dir/made/chart.html"
    dotnet run samples/coverage.cs -- --html "$dir/made/coverage.html" >/dev/null || true
    check --out docs/images "$dir/made/chart.html" "$dir/made/coverage.html"
    ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
