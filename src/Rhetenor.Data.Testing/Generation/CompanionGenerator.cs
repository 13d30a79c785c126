using System.Globalization;

namespace Rhetenor.Data.Testing;

/// <summary>Generates companion files: rows that fit a layout. One row is another every day.</summary>
internal static class CompanionGenerator
{
    private const int Rows = 20;

    public static byte[] Generate(CompanionLayout layout, int seed, DateOnly date)
    {
        using var file = new MemoryStream();
        for (var row = 0; row < Rows; row++)
        {
            var number = row == 0 ? 1_000 + (date.DayNumber % 1_000) : row + 1 + (seed % 100);
            for (var column = 0; column < layout.Fields.Count; column++)
            {
                var (field, width) = layout.Fields[column];
                if (column > 0 && layout.Separator is { } separator)
                    file.WriteByte((byte)separator);
                file.Write(Value(field, width, number));
            }

            file.WriteByte((byte)'\n');
        }

        return file.ToArray();
    }

    private static byte[] Value(string field, int width, int number)
    {
        var digits = number.ToString("D4", CultureInfo.InvariantCulture);
        if (width == 0)
            return Names.Korean.GetBytes(field.EndsWith("name", StringComparison.Ordinal) ? $"이름{digits}" : digits);
        return field.EndsWith("name", StringComparison.Ordinal) && width >= 8
            ? [.. Names.Korean.GetBytes($"이름{digits}"), .. Enumerable.Repeat((byte)' ', width - 8)]
            : Names.Korean.GetBytes(digits[^Math.Min(4, width)..].PadLeft(width, '0'));
    }
}
