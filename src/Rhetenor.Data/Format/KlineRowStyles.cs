using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>The row styles of known programs.</summary>
internal static class KlineRowStyles
{
    /// <summary>Reads rows in any of these styles.</summary>
    /// <inheritdoc cref="KlineRowReader{TStyle}.TryRead"/>
    public static bool TryRead(ReadOnlySpan<byte> rows, KlineRowShape shape, DateTime minute, DateTime retrieval, KlineTable table)
    {
        var value = rows.IndexOf((byte)'[') + 1;
        if (value < 3 || value >= rows.Length)
            return false;
        return (rows[value - 2] == ' ', rows[value] == '"') switch
        {
            (false, false) => KlineRowReader<Compact>.TryRead(rows, shape, minute, retrieval, table),
            (true, false) => KlineRowReader<Spaced>.TryRead(rows, shape, minute, retrieval, table),
            (false, true) => KlineRowReader<CompactText>.TryRead(rows, shape, minute, retrieval, table),
            (true, true) => KlineRowReader<SpacedText>.TryRead(rows, shape, minute, retrieval, table),
        };
    }

    /// <summary>The style <c>"A":[1,2],"B":[3,4]</c>, which this library writes.</summary>
    internal readonly struct Compact : IKlineRowStyle
    {
        public static int Gap => 0;

        public static bool IsText => false;
    }

    /// <summary>The style <c>"A": [1, 2], "B": [3, 4]</c>.</summary>
    internal readonly struct Spaced : IKlineRowStyle
    {
        public static int Gap => 1;

        public static bool IsText => false;
    }

    /// <summary>The style <c>"A":["1","2"],"B":["3","4"]</c>.</summary>
    internal readonly struct CompactText : IKlineRowStyle
    {
        public static int Gap => 0;

        public static bool IsText => true;
    }

    /// <summary>The style <c>"A": ["1", "2"], "B": ["3", "4"]</c>.</summary>
    internal readonly struct SpacedText : IKlineRowStyle
    {
        public static int Gap => 1;

        public static bool IsText => true;
    }
}
