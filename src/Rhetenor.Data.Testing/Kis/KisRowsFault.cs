using System.Text.Json.Nodes;

namespace Rhetenor.Data.Testing;

internal enum KisRowsDefect
{
    FirstOnly,
    FirstMissing,
    Shuffled,
    Doubled,
    Without,
    FieldSet,
}

/// <summary>Changes the rows of a page.</summary>
internal sealed record KisRowsFault(KisRowsDefect Defect, string Field, string Value, int Count) : HttpFault
{
    internal override SimulatedReply Apply(SimulatedReply reply) => KisBodyFault.Edit(reply, answer =>
    {
        // Lists of corporate actions have their rows in output1.
        var name = answer["output1"] is JsonArray ? "output1" : "output2";
        if (answer[name] is JsonArray rows)
            answer[name] = new JsonArray([.. Change([.. rows.OfType<JsonObject>()]).Select(row => row.DeepClone())]);
    });

    private IEnumerable<JsonObject> Change(JsonObject[] rows) => Defect switch
    {
        KisRowsDefect.FirstOnly => rows.Take(Count),
        KisRowsDefect.FirstMissing => rows.Skip(Count),
        KisRowsDefect.Shuffled => rows.Select((row, i) => (row, new Draw(1).For(i).Seed)).OrderBy(pair => pair.Seed).Select(pair => pair.row),
        KisRowsDefect.Doubled => rows.SelectMany((row, i) => Enumerable.Repeat(row, i < Count ? 2 : 1)),
        KisRowsDefect.Without => rows.Where(row => row[Field]?.GetValue<string>() != Value),
        _ => rows.Select(Set),
    };

    private JsonObject Set(JsonObject row)
    {
        // A short page ends with an empty object.
        if (row.Count > 0)
            row[Field] = Value;
        return row;
    }
}
