namespace Rhetenor.Data;

/// <content>Finds records by name and by any code.</content>
public sealed partial class MasterFile
{
    /// <summary>Finds a record by its short code (단축코드), with or without the leading <c>A</c> of the exchange, or by its ISIN.</summary>
    /// <returns>The record; null when there is none.</returns>
    public MasterRecord? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (TryGetRecord(code, out var record) || (code is ['A', .. { Length: 6 } rest] && TryGetRecord(rest, out record)))
            return record;
        foreach (var other in this)
        {
            if (other.StandardCode == code)
                return other;
        }

        return null;
    }

    /// <summary>Finds the records whose Korean name (한글종목명) contains a text; those whose name begins with it come first.</summary>
    public IReadOnlyList<MasterRecord> Search(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return
        [
            .. this.Where(record => record.KoreanName.Contains(name, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(record => record.KoreanName.StartsWith(name, StringComparison.OrdinalIgnoreCase)),
        ];
    }
}
