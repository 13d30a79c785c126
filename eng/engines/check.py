"""Runs the Python of a document on some sessions and on the dataset, and compares with what KlineArchive reads:
check.py <document>; the current folder has klines/, dataset/ and expected.csv of store.cs."""
import importlib.util
import pathlib
import re
import shutil
import sys
import tempfile

import pandas

KLINES = "klines/hantoo-stock-kline-1m"
# Fragments; compacted beside its fragments; compacted alone; with the counting values only; of the Python original.
DATES = ["20251229", "20260105", "20260106", "20260107", "20260204"]



def block(words):
    """The text of the document's block of code with these words."""
    return re.search(rf"^```{words}\n(.*?)^```", open(sys.argv[1], encoding="utf-8").read(), re.M | re.S).group(1)


scope = {}
exec(block("python"), scope)
read = scope["read"]
reader = pandas.read_csv("expected.csv", dtype={"symbol": str}, parse_dates=["minute"])
for date in DATES:
    bars = read(KLINES, date)
    expected = reader[reader["minute"].dt.strftime("%Y%m%d") == date].sort_values(["symbol", "minute"]).reset_index(drop=True)
    if len(expected) == 0 and date == "20260204":
        print("skip Python: there are no objects of the original, which need zstd")
        continue
    pandas.testing.assert_frame_equal(bars, expected, check_dtype=False)
    print(f"ok   Python: {len(bars)} bars of {date}")

with tempfile.TemporaryDirectory() as folder:
    path = next(pathlib.Path(KLINES).glob("20251229*_J_*"))
    half = shutil.copy(path, folder)
    with open(half, "r+b") as file:
        file.truncate(path.stat().st_size // 2)
    try:
        read(folder, "20251229")
    except Exception as error:
        print(f"ok   Python: half an object is refused: {error}")
    else:
        sys.exit("FAIL Python: half an object is read")

# One symbol of the dataset, where Python has the packages.
expected = reader[reader["symbol"] == "005790"].sort_values("minute").reset_index(drop=True)
for package, name in [("polars", "Polars"), ("pyarrow", "pandas with pyarrow")]:
    if importlib.util.find_spec(package) is None:
        print(f"skip Python, dataset: {name} is not there")
        continue
    scope = {"pandas": pandas}
    if package == "polars":
        exec(block("python polars"), scope)
        bars = pandas.DataFrame(scope["bars"].to_dict(as_series=False))
    else:
        exec(re.sub(r".*polars.*\n", "", block("python polars")) + block("python pandas"), scope)
        bars = scope["bars"]
    bars = bars[list(expected.columns)].sort_values("minute").reset_index(drop=True)
    pandas.testing.assert_frame_equal(bars, expected, check_dtype=False)
    print(f"ok   Python, dataset, {name}: {len(bars)} bars")
