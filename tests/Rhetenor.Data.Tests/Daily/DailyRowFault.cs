using System.Text.Json.Nodes;

namespace Rhetenor.Data.Tests.Daily;

/// <summary>Changes or removes the rows of some sessions.</summary>
internal sealed record DailyRowFault(Func<DateOnly, bool> IsOf, Action<JsonArray, JsonObject> Change) : HttpFault
{
    public static DailyRowFault Without(params DateOnly[] dates) => Without(dates.Contains);

    public static DailyRowFault Without(Func<DateOnly, bool> isOf) => new(isOf, (rows, row) => rows.Remove(row));

    public static DailyRowFault Changed(DateOnly date, Action<JsonObject> change) => Changed(day => day == date, change);

    public static DailyRowFault Changed(Func<DateOnly, bool> isOf, Action<JsonObject> change) => new(isOf, (_, row) => change(row));

    internal override SimulatedReply Apply(SimulatedReply reply) => KisBodyFault.Edit(reply, answer =>
    {
        var rows = answer["output2"] as JsonArray ?? [];
        foreach (var row in rows.OfType<JsonObject>().Where(row => row["stck_bsop_date"] is { } date && IsOf(DateOnly.ParseExact(date.GetValue<string>(), "yyyyMMdd", null))).ToList())
            Change(rows, row);
    });
}
