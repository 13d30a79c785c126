using System.Globalization;
using Rhetenor.Data;
using Spectre.Console;

namespace QuickStart;

/// <summary>Prints tables of the masters.</summary>
internal static class Tables
{
    public static Table Summary(IReadOnlyList<MasterFile> files)
    {
        var table = new Table().RoundedBorder();
        AddColumns(table, "market", "day", "from", "written by DWS (KST)", ">instruments");
        foreach (var file in files)
        {
            table.AddRow(
                file.Market.ToKey(),
                Text(file.Date),
                (file.IsDownloaded ? "DWS" : "store") + (file.IsStale ? " (stale)" : ""),
                file.SourceTime?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
                Text(file.Count));
        }

        return table;
    }

    public static Table Groups(IReadOnlyList<MasterFile> files)
    {
        var table = new Table().RoundedBorder();
        AddColumns(table, ["security group", .. files.Select(file => ">" + file.Market.ToKey())]);
        var groups = files.SelectMany(file => file.Select(record => record.SecurityGroup)).CountBy(group => group);
        foreach (var (group, _) in groups.OrderByDescending(group => group.Value))
            table.AddRow([group, .. files.Select(file => Text(file.Count(record => record.SecurityGroup == group)))]);
        return table;
    }

    public static Table Largest(IReadOnlyList<MasterFile> files, int count)
    {
        var table = new Table().RoundedBorder().Title($"The {count} largest shares of each market");
        AddColumns(table, "code", "name", "ISIN", ">base price, won", ">market cap, bn won", "listed", "halted");
        foreach (var file in files)
        {
            foreach (var record in file.Where(record => record.SecurityGroup == "ST").OrderByDescending(record => record.MarketCap).Take(count))
            {
                table.AddRow(
                    record.ShortCode,
                    Markup.Escape(record.KoreanName),
                    record.StandardCode,
                    Text(record.BasePrice),
                    Text(record.MarketCap / 1_000_000_000),
                    Text(record.ListingDate),
                    record.IsTradingHalted switch { true => "yes", false => "no", null => "" });
            }
        }

        return table;
    }

    private static void AddColumns(Table table, params IEnumerable<string> headers)
    {
        foreach (var header in headers)
        {
            var column = new TableColumn(header.TrimStart('>')).NoWrap();
            table.AddColumn(header.StartsWith('>') ? column.RightAligned() : column);
        }
    }

    private static string Text(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
