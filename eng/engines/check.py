"""Runs the Python of a document on the objects of some sessions and compares with what KlineArchive reads:
check.py <document>; the current folder has klines/ and expected.csv of store.cs."""
import os
import re
import sys
import tempfile

import pandas

KLINES = "klines/hantoo-stock-kline-1m"
COLUMNS = ["symbol", "minute", "open", "high", "low", "close", "volume", "acc_vol", "acc_value"]
DATES = ["20251229", "20260105", "20260106"]

scope = {}
exec(re.search(r"^```python\n(.*?)^```", open(sys.argv[1], encoding="utf-8").read(), re.M | re.S).group(1), scope)
read = scope["read"]
reader = pandas.read_csv("expected.csv", dtype={"symbol": str}, parse_dates=["minute"])
for date in DATES:
    names = [name for name in os.listdir(KLINES) if re.fullmatch(date + r"\d{6}_\d{14}_J_\d{14}\.jsonl\.zstd?", name)]
    tables = [read(f"{KLINES}/{name}") for name in sorted(names, key=lambda name: (name.split("_")[3][:14], name))]
    # Lines of another date than the name's are not part of that date.
    tables = [table[table["minute"].dt.strftime("%Y%m%d") == date] for table in tables]
    bars = pandas.concat(tables).drop_duplicates(["symbol", "minute"], keep="last").reindex(columns=COLUMNS)
    expected = reader[reader["minute"].dt.strftime("%Y%m%d") == date]
    both = [table.sort_values(["symbol", "minute"]).reset_index(drop=True) for table in (bars, expected)]
    pandas.testing.assert_frame_equal(*both, check_dtype=False)
    print(f"ok   Python: {len(bars)} bars of {date} in {len(names)} objects")

with tempfile.NamedTemporaryFile() as half:
    body = open(f"{KLINES}/{names[0]}", "rb").read()
    half.write(body[: len(body) // 2])
    half.flush()
    try:
        read(half.name)
    except Exception as error:
        print(f"ok   Python: half an object is refused: {error}")
    else:
        sys.exit("FAIL Python: half an object is read")
