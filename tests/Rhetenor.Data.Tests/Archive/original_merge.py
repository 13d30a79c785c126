"""How the Python original reads a range: its rule, written anew for the tests.

original_merge.py <folder> <exchange> <from> <to> [frame]    both times as yyyyMMddHHmmss, inclusive

The folder holds the objects of one prefix. Prints a bar a line, `stamp symbol field=value ...`, in the original's order. With "frame", the
stamps are those of its data frames: pandas.to_datetime with the format %Y%m%d%H%M, which here is strptime. What makes the original fail makes
this fail."""
import datetime
import json
import pathlib
import subprocess
import sys


def time(text):
    # Lenient with missing digits: 202601260919 is 09:01:09.
    return datetime.datetime.strptime(text, "%Y%m%d%H%M%S")


def time_or_none(text):
    try:
        return time(text)
    except ValueError:
        return None


def days(first, last):
    day = first.date()
    while day <= last.date():
        yield day.strftime("%Y%m%d")
        day += datetime.timedelta(days=1)


def objects(folder, exchange, first, last):
    found = []
    for day in days(first, last):
        for path in sorted(folder.glob(day + "*.jsonl.zstd")):
            parts = path.name.removesuffix(".jsonl.zstd").split("_")
            start, end, code, retrieval = time(parts[0]), time(parts[1]), parts[2], time(parts[3])
            if code == exchange and start <= last and end >= first:
                found.append((retrieval, path))
    # The sort is stable: of equal retrievals the later name stays the later.
    return [path for _, path in sorted(found, key=lambda pair: pair[0])]


def records(path):
    text = subprocess.run(["zstd", "-dcq", str(path)], check=True, capture_output=True).stdout.decode("utf-8")
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            print("a line is no JSON", file=sys.stderr)


def merge(paths, first, last):
    view = {}
    for path in paths:
        for record in records(path):
            record["data"] = {symbol: [int(value) for value in values] for symbol, values in record["data"].items()}
            stamp = record["timestamp"]
            minute = time_or_none(stamp)
            if minute is not None and not first <= minute <= last:
                continue
            if stamp in view and view[stamp]["fields"] == record["fields"]:
                view[stamp]["data"].update(record["data"])
            else:
                view[stamp] = record
    # Stamps are ordered as times, and those that are none as text: a view with both cannot be sorted.
    return dict(sorted(view.items(), key=lambda item: time_or_none(item[0]) or item[0]))


def framed(stamp):
    if len(stamp) != 12:
        raise ValueError(f"time data '{stamp}' does not match format '%Y%m%d%H%M'")
    return datetime.datetime.strptime(stamp, "%Y%m%d%H%M").strftime("%Y%m%d%H%M")


def main():
    folder, exchange = pathlib.Path(sys.argv[1]), sys.argv[2]
    first, last = time(sys.argv[3]), time(sys.argv[4])
    for stamp, record in merge(objects(folder, exchange, first, last), first, last).items():
        for symbol, values in record["data"].items():
            print(framed(stamp) if sys.argv[5:] == ["frame"] else stamp, symbol, *(f"{field}={value}" for field, value in zip(record["fields"], values)))


main()
