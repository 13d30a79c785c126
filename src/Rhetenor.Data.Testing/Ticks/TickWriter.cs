using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>Writes frames of ticks as KIS sends them, 46 fields a record.</summary>
internal static class TickWriter
{
    private const int Known = 46;

    public static string TrIdOf(Venue venue) => venue switch
    {
        Venue.Krx => "H0STCNT0",
        Venue.Nextrade => "H0NXCNT0",
        _ => "H0UNCNT0",
    };

    public static Venue? VenueOf(string trId) => trId switch
    {
        "H0STCNT0" => Venue.Krx,
        "H0NXCNT0" => Venue.Nextrade,
        "H0UNCNT0" => Venue.Unified,
        _ => null,
    };

    /// <summary>Writes a frame.</summary>
    /// <param name="ticks">The ticks, of one venue.</param>
    /// <param name="appended">The number of further fields of each record.</param>
    public static byte[] Write(IReadOnlyList<Tick> ticks, int appended)
    {
        var records = ticks.Select(tick => string.Join('^', Fields(tick, appended)));
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"0|{TrIdOf(ticks[0].Venue)}|{ticks.Count:D3}|{string.Join('^', records)}"));
    }

    private static string[] Fields(Tick tick, int appended)
    {
        var fields = new string[Known + appended];
        Array.Fill(fields, "0");
        fields[0] = tick.Symbol;
        fields[1] = tick.Time.ToString("HHmmss", CultureInfo.InvariantCulture);
        fields[2] = Text(tick.Price);
        fields[3] = tick.Change switch { > 0 => "2", < 0 => "5", _ => "3" };
        fields[4] = Text(tick.Change);
        fields[10] = Text(tick.Ask);

        // A blank field.
        fields[11] = tick.Bid is null ? " " : Text(tick.Bid);
        fields[12] = Text(tick.Volume);
        fields[13] = Text(tick.AccVolume);
        fields[14] = Text(tick.AccValue);
        fields[21] = tick.IsBuy == true ? "1" : "5";
        fields[33] = tick.Time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        fields[34] = "20";
        fields[35] = "N";
        fields[44] = "";
        return fields;
    }

    private static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
