using System.Globalization;
using System.Text.Json;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>The tracked fields of an instrument on a day.</summary>
internal sealed class InstrumentState
{
    private const char Separator = '\t';
    private readonly InstrumentState? _before;
    private readonly ReadOnlyMemory<byte> _json;
    private string[]? _values;

    private InstrumentState(Market market, string standardCode, string[]? values, ReadOnlyMemory<byte> json = default, InstrumentState? before = null) =>
        (Market, StandardCode, _values, _json, _before) = (market, standardCode, values, json, before);

    /// <summary>Gets the market.</summary>
    public Market Market { get; }

    /// <summary>Gets the ISIN.</summary>
    public string StandardCode { get; }

    /// <summary>Gets the texts, in the order of <see cref="TrackedFields.All"/>; empty when the master does not contain the field.</summary>
    public IReadOnlyList<string> Values => _values ?? Decode();

    public string ShortCode => Values[TrackedFields.ShortCode];

    public string KoreanName => Values[TrackedFields.KoreanName];

    public string SecurityGroup => Values[TrackedFields.SecurityGroup];

    public bool IsHalted => Values[TrackedFields.TradingHalted] == "Y";

    public long? ParValue => Number(TrackedFields.ParValue);

    public long? ListedShares => Number(TrackedFields.ListedShares);

    /// <summary>Reads the tracked fields of a record.</summary>
    public static InstrumentState Of(MasterRecord record)
    {
        var values = new string[TrackedFields.All.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = record.TextOrEmpty(TrackedFields.All[i].Name);

        // Cached masters of other programs may have no leading zeros.
        values[TrackedFields.ParValue] = TextOf(record.ParValue);
        values[TrackedFields.ListedShares] = TextOf(record.ListedShares);
        return new(record.Market, record.StandardCode, values);
    }

    /// <summary>Returns a state that was written by <see cref="ToText"/>, as a JSON string. It is decoded when it is used: most are
    /// not.</summary>
    public static InstrumentState Of(Market market, string standardCode, ReadOnlyMemory<byte> json, InstrumentState? before) =>
        new(market, standardCode, null, json, before);

    /// <summary>Returns the number and the text of each field that differs from an earlier state, separated by tabs.</summary>
    public string ToText(InstrumentState? before) => string.Join(Separator, Enumerable.Range(0, Values.Count)
        .Where(i => Values[i] != (before?.Values[i] ?? ""))
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}{Separator}{Values[i].Replace(Separator, ' ')}")));

    /// <summary>Determines whether the market and all tracked fields are the same.</summary>
    public bool IsSame(InstrumentState other) => Market == other.Market && Values.SequenceEqual(other.Values);

    // Differences are applied to the nearest earlier state that is decoded, without decoding those between them.
    private string[] Decode()
    {
        var chain = new Stack<InstrumentState>();
        var state = this;
        for (; state is { _values: null }; state = state._before)
            chain.Push(state);
        string[] values = state?._values is { } known ? [.. known] : [.. Enumerable.Repeat("", TrackedFields.All.Count)];
        foreach (var later in chain)
            later.Apply(values);
        return _values = values;
    }

    private void Apply(string[] values)
    {
        var reader = new Utf8JsonReader(_json.Span);
        reader.Read();
        var text = reader.GetString().AsSpan();
        var field = -1;
        foreach (var part in text.Split(Separator))
        {
            if (field < 0)
                field = text[part].IsEmpty ? -1 : FieldOf(text[part]);
            else
                (values[field], field) = (Shared(text[part]), -1);
        }
    }

    // Most texts are flags and codes.
    private static string Shared(ReadOnlySpan<char> text) => text switch { "" => "", "N" => "N", "Y" => "Y", "0" => "0", "00" => "00", "ST" => "ST", _ => text.ToString() };

    private long? Number(int index) => AsciiNumber.TryRead(Values[index], out long number) ? number : null;

    private static int FieldOf(ReadOnlySpan<char> text) =>
        AsciiNumber.TryRead(text, out long number) && number <= int.MaxValue ? (int)number : throw new FormatException($"'{text}' is not the number of a field.");

    private static string TextOf(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
