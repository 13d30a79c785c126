namespace Rhetenor.Data.Format;

/// <summary>The values of a row in addition to open, high, low, close and volume.</summary>
internal readonly record struct KlineRowShape(bool HasAccVolume, bool HasAccValue)
{
    private static readonly KlineField[] Always = [KlineField.Open, KlineField.High, KlineField.Low, KlineField.Close, KlineField.Volume];

    /// <summary>Gets the number of values in a row.</summary>
    public int Values => Always.Length + (HasAccVolume ? 1 : 0) + (HasAccValue ? 1 : 0);

    /// <summary>Gets the shape of rows with these fields; false when the order differs or there are other fields.</summary>
    public static bool TryOf(ReadOnlySpan<KlineField> fields, out KlineRowShape shape)
    {
        var more = fields[Math.Min(Always.Length, fields.Length)..];
        shape = new(more is [KlineField.AccVolume, ..], more is [.., KlineField.AccValue]);
        return fields.StartsWith(Always) && more.Length == (shape.HasAccVolume ? 1 : 0) + (shape.HasAccValue ? 1 : 0);
    }
}
