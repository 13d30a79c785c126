namespace Rhetenor.Data.Masters;

/// <summary>Checks the check digit of an ISIN (ISO 6166). A letter counts as two digits, and every second digit from the right is
/// doubled.</summary>
internal static class Isin
{
    private const int Length = 12;

    public static bool IsValid(ReadOnlySpan<byte> isin)
    {
        if (isin.Length != Length)
            return false;
        var sum = 0;
        var doubled = false;
        for (var i = isin.Length - 1; i >= 0; i--)
        {
            var c = isin[i];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                sum += Digit(c - '0', doubled);
                doubled = !doubled;
            }
            else if (c is >= (byte)'A' and <= (byte)'Z' && i < Length - 1)
            {
                var value = c - 'A' + 10;
                sum += Digit(value % 10, doubled) + Digit(value / 10, !doubled);
            }
            else
            {
                return false;
            }
        }

        return sum % 10 == 0;
    }

    private static int Digit(int digit, bool doubled)
    {
        if (!doubled)
            return digit;
        var twice = 2 * digit;
        return twice > 9 ? twice - 9 : twice;
    }
}
