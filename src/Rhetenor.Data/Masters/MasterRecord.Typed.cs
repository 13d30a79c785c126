using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

public readonly partial struct MasterRecord
{
    /// <summary>Gets a flag: true for <c>Y</c>, false for <c>N</c>, null when blank (not applicable) or anything else.</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    public bool? GetFlag(string field) => GetFlag(Ordinal(field));

    /// <inheritdoc cref="GetFlag(string)"/>
    public bool? GetFlag(int ordinal) => MasterText.Flag(_content.Table.Raw(_index, ordinal));

    /// <summary>Gets a whole number in the unit of the field; null when it is blank, not a number, or the field's "not
    /// meaningful".</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    /// <exception cref="InvalidOperationException">The field drops digits. Read it with
    /// <see cref="GetTruncatedNumber(string)"/>.</exception>
    public long? GetInt64(string field) => GetInt64(Ordinal(field));

    /// <inheritdoc cref="GetInt64(string)"/>
    public long? GetInt64(int ordinal)
    {
        var text = _content.Table.Cell(_index, ordinal);
        return MasterText.IsSentinel(text, WholeField(ordinal)) ? null : MasterText.Int64(text);
    }

    /// <summary>Gets a number in the unit of the field; null when it is blank, not a number, or the field's "not meaningful".</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    /// <exception cref="InvalidOperationException">The field drops digits. Read it with
    /// <see cref="GetTruncatedNumber(string)"/>.</exception>
    public decimal? GetDecimal(string field) => GetDecimal(Ordinal(field));

    /// <inheritdoc cref="GetDecimal(string)"/>
    public decimal? GetDecimal(int ordinal)
    {
        var text = _content.Table.Cell(_index, ordinal);
        return MasterText.IsSentinel(text, WholeField(ordinal)) ? null : MasterText.Decimal(text);
    }

    /// <summary>Gets a date, <c>yyyyMMdd</c>; null when it is blank or does not exist.</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    public DateOnly? GetDate(string field) => GetDate(Ordinal(field));

    /// <inheritdoc cref="GetDate(string)"/>
    public DateOnly? GetDate(int ordinal) => MasterText.Date(_content.Table.Cell(_index, ordinal));

    /// <summary>Gets the last day of the month in a field, even when the day in the field does not exist (20260230).</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
    public DateOnly? GetPeriodEnd(string field) => GetPeriodEnd(Ordinal(field));

    /// <inheritdoc cref="GetPeriodEnd(string)"/>
    public DateOnly? GetPeriodEnd(int ordinal) => MasterText.PeriodEnd(_content.Table.Cell(_index, ordinal));

    /// <summary>Gets a number from a field that drops digits when they do not fit; null when it is blank or not a number.</summary>
    /// <exception cref="KeyNotFoundException">The file does not contain the field.</exception>
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

    private MstField? WholeField(int ordinal)
    {
        var field = _content.Fields[ordinal];
        if (field?.Kind == MstFieldKind.TruncatedNumber)
            Refuse(field);
        return field;
    }

    // A method of its own, so that the check is inlined.
    [DoesNotReturn]
    private static void Refuse(MstField field) =>
        throw new InvalidOperationException($"'{field.Name}' drops digits it has no room for; read it with GetTruncatedNumber.");
}
