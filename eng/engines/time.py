"""How long Python takes to read an object as the original did, and into a table: time.py <document> <object>."""
import json
import os
import re
import sys
import time

import zstandard

scope = {}
exec(re.search(r"^```python\n(.*?)^```", open(sys.argv[1], encoding="utf-8").read(), re.M | re.S).group(1), scope)


def original(path):
    """A dictionary of dictionaries, a number for a value: what the original's reader gives."""
    bars = {}
    with open(path, "rb") as file:
        for line in zstandard.ZstdDecompressor().decompress(file.read()).decode("utf-8").splitlines():
            record = json.loads(line)
            for symbol, values in record["data"].items():
                bars.setdefault(symbol, {})[record["timestamp"]] = {name: int(value) for name, value in zip(record["fields"], values)}
    return bars


def table(path):
    """The bars of the object's session as a pandas table."""
    return scope["read"](os.path.dirname(path), os.path.basename(path)[:8])


for name, read in (("Python, dictionaries", original), ("Python, pandas", table)):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = read(sys.argv[2])
        times.append(1000 * (time.perf_counter() - start))
    bars = len(found) if name.endswith("pandas") else sum(map(len, found.values()))
    print(f"{name}: {bars} bars, best {min(times):.0f} ms of {' '.join(f'{value:.0f}' for value in times)}")
