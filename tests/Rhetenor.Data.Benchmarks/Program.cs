using System.Globalization;
using Rhetenor.Data.Benchmarks;

switch (args)
{
    case ["--write-year", var folder, var days]:
        await YearRun.WriteAsync(folder, int.Parse(days, CultureInfo.InvariantCulture));
        return;
    case ["--read-year", var folder]:
        await YearRun.ReadAsync(folder);
        return;
    case ["--read-day", var folder]:
        await YearRun.ReadDayAsync(folder);
        return;
    case ["--dataset-write", var folder, var days]:
        await DatasetRun.WriteAsync(folder, int.Parse(days, CultureInfo.InvariantCulture));
        return;
    case ["--dataset-publish", var folder, var target, .. var rest]:
        await DatasetRun.PublishAsync(folder, target, rest is ["years"]);
        return;
    case ["--dataset-read", var folder, var target]:
        await DatasetRun.ReadAsync(folder, target);
        return;
    case ["--history-index", var folder]:
        await HistoryRun.IndexAsync(folder);
        return;
    case ["--history-open", var folder]:
        await HistoryRun.OpenAsync(folder);
        return;
    case ["--live-day", .. var rest]:
        await LiveDayRun.PrintAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 2_700,
            TimeSpan.FromMinutes(rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 3));
        return;
    case ["--live-hour", .. var rest]:
        await LiveMarketRun.PrintHourAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 2_700,
            rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 70);
        return;
    case ["--live-market", .. var rest]:
        await LiveMarketRun.PrintDayAsync(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 2_700,
            rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 70,
            quotesFirst: rest is not [_, _, "minutes"]);
        return;
    case ["--sizes"]:
        await KlineSizes.PrintAsync();
        return;
}

// All workloads, or those whose name contains one of the arguments.
foreach (var (name, build) in Workloads.All)
{
    if (args.Length > 0 && !args.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        continue;
    await Turns.PrintAsync(build());
    // Objects of a workload are not part of the next one.
    GC.Collect();
}
