#!/usr/bin/env bash
# Holds docs/DATA-TOOLS.md true: runs its recipes on DuckDB, ClickHouse and Python over a store that this library wrote, and
# compares every bar with what KlineArchive reads.
#
#   eng/engines.sh install [DIR]   fetch the engines from npm into DIR (about 800 MB); fails when they cannot be had
#   eng/engines.sh check [DIR]     write a store and a dataset below DIR, query them, compare; after "install"
#   eng/engines.sh time [DIR]      write a day of 2,700 symbols below DIR, and time reading it, engine by engine
#
# With RHETENOR_TEST_S3_ENDPOINT set (eng/s3.sh up), ClickHouse also queries the store on that server, in a bucket of its own.
# Python is checked where it has zstandard and pandas; as root on Debian, "install" gets them. DIR stays until it is deleted.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
command=${1:-}
dir=${2:-${TMPDIR:-/tmp}/rhetenor-engines}

# The engines of exactly the versions in eng/engines/package-lock.json.
require_engines() {
  if [[ ! -d $dir/node_modules/@duckdb/node-api ]]; then
    echo "There are no engines in $dir. Run first: eng/engines.sh install${1:+ $1}" >&2
    exit 1
  fi
  dir=$(cd "$dir" && pwd)
}

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }

python() {
  local name
  for name in python3 /usr/bin/python3; do
    if "$name" -c 'import zstandard, pandas' 2>/dev/null; then echo "$name"; return; fi
  done
  return 1
}

python_packages() {
  [[ $EUID -eq 0 ]] && command -v apt-get || return 1
  local install=(apt-get install -y -qq --no-install-recommends python3-zstandard python3-pandas)
  DEBIAN_FRONTEND=noninteractive "${install[@]}" || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${install[@]}"; }
}

# Objects as older programs left them: other stamps, values as text, won for shares, times that are short, a row that is none.
older_objects() {
  local klines=$1/klines/hantoo-stock-kline-1m
  mkdir -p "$klines"
  zstd -q -o "$klines/202602040900_202602040902_J_20260204093001.jsonl.zstd" <<'LINES'
{"timestamp": "202602040900", "fields": ["open", "high", "low", "close", "volume", "acc_krw_vol"], "data": {"000000": ["24774", "24874", "24774", "24834", "1130", "28062420"], "0009Z0": ["1", "2", "None", "2", "3", "4"]}}
{"timestamp": "20260204090100", "fields": ["volume", "close", "low", "high", "open", "vwap"], "data": {"000000": ["2332", "24944", "24834", "24944.5", "24834", "24900.123"]}}
{"timestamp": "2026-02-04_0902", "fields": ["open", "high", "low", "close", "volume"], "data": {"001930": [1, 2, 1, 2, 3], "000000": [1, 2, 1]}}
LINES
  # A retrieval that is no time is the midnight before: this one loses.
  zstd -q -o "$klines/202602040900_202602040903_J_202602041000.jsonl.zst" <<'LINES'
{"timestamp": "2026-02-04_09:00", "fields": ["open", "high", "low", "close", "volume", "acc_vol"], "data": {"000000": [9, 9, 9, 9, 9, 9], "0009Z0": [7, 7, 7, 7, 7, 7]}}
{"timestamp": "2026-02-04_09:03", "fields": ["open", "high", "low", "close", "volume", "acc_vol"], "data": {"000000": [8, 8, 8, 8, 8, null]}}
LINES
}

# The C# of the document, which asks DuckDB.NET one question of the dataset; compared with the same question of the reader's bars.
csharp() {
  local found expected
  mkdir -p "$2/csharp"
  { printf '%s\n' "#:package DuckDB.NET.Data.Full@1.5.6.1" "#:project $root/src/Rhetenor.Data.Parquet/Rhetenor.Data.Parquet.csproj" \
      '#:property PublishAot=false' '#:property RestorePackagesWithLockFile=false' '#:property ManagePackageVersionsCentrally=false'
    sed -n '/^```csharp duckdb$/,/^```$/p' "$1" | sed '1d;$d'; } >"$2/csharp/duckdb.cs"
  found=$(dotnet run "$2/csharp/duckdb.cs")
  expected=$(awk -F, '$1 == "005790" && $2 >= "2026-01-05" && $2 < "2026-02-01" && $6 > 22000 { n++; v += $7; m = $2 > m ? $2 : m } END { print n, v, substr(m, 1, 16) }' "$2/expected.csv")
  if [[ $found != "$expected" ]]; then echo "FAIL DuckDB.NET: $found for $expected" >&2; return 1; fi
  echo "ok   DuckDB.NET: $found"
}

case $command in
  install)
    command -v node >/dev/null && command -v npm >/dev/null || { echo "npm is not installed" >&2; exit 1; }
    mkdir -p "$dir"
    cp eng/engines/package.json eng/engines/package-lock.json "$dir/"
    # Not "npm ci": it refuses a lock without the builds for other systems, which not every registry serves.
    (cd "$dir" && timeout 300 npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error)
    (cd "$dir" && node -e "require('@duckdb/node-api'); require('chdb'); require('nodejs-polars')")
    python >/dev/null || python_packages >/dev/null 2>&1 || true
    ;;
  check)
    require_engines "${2:-}"
    work=$(mktemp -d "$dir/store.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    RHETENOR_ENGINES_BUCKET=$(basename "$work" | tr 'A-Z.' 'a-z-')-$$
    export RHETENOR_ENGINES_BUCKET
    if command -v zstd >/dev/null; then older_objects "$work"; fi
    dotnet run eng/engines/store.cs -- "$work"
    document=$PWD/docs/DATA-TOOLS.md here=$PWD/eng/engines
    cd "$work"
    node "$here/check.mjs" "$document" "$dir"
    node "$here/dataset.mjs" "$document" "$dir"
    csharp "$document" "$work"
    if interpreter=$(python); then "$interpreter" "$here/check.py" "$document"; else echo "skip Python: zstandard and pandas are not there"; fi
    ;;
  time)
    require_engines "${2:-}"
    work=$(mktemp -d "$dir/day.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    ours=(dotnet run -c Release --project tests/Rhetenor.Data.Benchmarks --)
    "${ours[@]}" --write-year "$work" 1
    klines=$work/hantoo-stock-kline-1m
    "${ours[@]}" --read-day "$work"
    node eng/engines/time.mjs "$dir" "$klines"
    if interpreter=$(python); then "$interpreter" eng/engines/time.py docs/DATA-TOOLS.md "$klines"/*.jsonl.zstd; fi
    ;;
  *) usage ;;
esac
