using System.Globalization;

namespace Rhetenor.Data.Testing;

/// <summary>Formats values for the fields of a record.</summary>
internal static class Fields
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Formats a number with zeros between sign and digits.</summary>
    public static string Number(long value, int width)
    {
        var digits = value.ToString("D" + Math.Max(1, value < 0 ? width - 1 : width), CultureInfo.InvariantCulture);
        return digits;
    }

    /// <summary>Formats hundredths with a decimal point: <c>000004.49</c>, <c>-00003.28</c>.</summary>
    public static string Decimal(long hundredths, int width)
    {
        var magnitude = Math.Abs(hundredths);
        var sign = hundredths < 0 ? "-" : "";
        var whole = (magnitude / 100).ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(1, width - 3 - sign.Length), '0');
        return sign + whole + Text($".{magnitude % 100:D2}");
    }

    public static string Flag(bool value) => value ? "Y" : "N";
}
