using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

public readonly partial struct MasterRecord
{
    /// <summary>A flag: true for <c>Y</c>, false for <c>N</c>, null when blank (the question does not apply) or anything else.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    public bool? GetFlag(string field) => GetFlag(Ordinal(field));

    /// <inheritdoc cref="GetFlag(string)"/>
    public bool? GetFlag(int ordinal) => MasterText.Flag(_content.Table.Raw(_index, ordinal));

    /// <summary>A whole number in the field's own unit; null when blank, no number, or the field's "not meaningful".</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    /// <exception cref="InvalidOperationException">The field drops digits: read it with <see cref="GetTruncatedNumber(string)"/>.</exception>
    public long? GetInt64(string field) => GetInt64(Ordinal(field));

    /// <inheritdoc cref="GetInt64(string)"/>
    public long? GetInt64(int ordinal)
    {
        var field = _content.Fields[ordinal];
        if (field?.Kind == MstFieldKind.TruncatedNumber)
            throw new InvalidOperationException($"'{field.Name}' drops digits it has no room for; read it with GetTruncatedNumber.");
        var text = _content.Table.Cell(_index, ordinal);
        return MasterText.IsSentinel(text, field) ? null : MasterText.Int64(text);
    }

    /// <summary>A number in the field's own unit; null when blank, no number, or the field's "not meaningful".</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    /// <exception cref="InvalidOperationException">The field drops digits: read it with <see cref="GetTruncatedNumber(string)"/>.</exception>
    public decimal? GetDecimal(string field) => GetDecimal(Ordinal(field));

    /// <inheritdoc cref="GetDecimal(string)"/>
    public decimal? GetDecimal(int ordinal)
    {
        var field = _content.Fields[ordinal];
        if (field?.Kind == MstFieldKind.TruncatedNumber)
            throw new InvalidOperationException($"'{field.Name}' drops digits it has no room for; read it with GetTruncatedNumber.");
        var text = _content.Table.Cell(_index, ordinal);
        return MasterText.IsSentinel(text, field) ? null : MasterText.Decimal(text);
    }

    /// <summary>A date, <c>yyyyMMdd</c>; null when blank or not a day that exists.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    public DateOnly? GetDate(string field) => GetDate(Ordinal(field));

    /// <inheritdoc cref="GetDate(string)"/>
    public DateOnly? GetDate(int ordinal) => MasterText.Date(_content.Table.Cell(_index, ordinal));

    /// <summary>The last day of the month a field names, also when the day written there does not exist (20260230).</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    public DateOnly? GetPeriodEnd(string field) => GetPeriodEnd(Ordinal(field));

    /// <inheritdoc cref="GetPeriodEnd(string)"/>
    public DateOnly? GetPeriodEnd(int ordinal) => MasterText.PeriodEnd(_content.Table.Cell(_index, ordinal));

    /// <summary>A number from a field that drops digits it has no room for; null when blank or no number.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such field.</exception>
    public TruncatedNumber? GetTruncatedNumber(string field) => GetTruncatedNumber(Ordinal(field));

    /// <inheritdoc cref="GetTruncatedNumber(string)"/>
    public TruncatedNumber? GetTruncatedNumber(int ordinal)
    {
        var text = _content.Table.Cell(_index, ordinal);
        if (MasterText.Int64(text) is not { } value)
            return null;
        var fillsField = text.Length >= (_content.Fields[ordinal]?.Width ?? text.Length);
        return new(this[ordinal], value, fillsField && MasterText.StartsNonZero(text));
    }
}
