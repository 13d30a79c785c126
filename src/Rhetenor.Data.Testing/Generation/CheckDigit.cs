namespace Rhetenor.Data.Testing;

/// <summary>Computes the check digit of an ISIN (ISO 6166).</summary>
internal static class CheckDigit
{
    /// <summary>Appends the check digit to eleven characters.</summary>
    public static string Complete(string body)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(body.Length, 11);
        var sum = 0;
        var doubled = true;
        for (var i = body.Length - 1; i >= 0; i--)
        {
            var value = char.IsAsciiDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10;
            Add(value % 10);
            if (value >= 10)
                Add(value / 10);
        }

        return body + (char)('0' + ((10 - (sum % 10)) % 10));

        void Add(int digit)
        {
            var weighted = doubled ? digit * 2 : digit;
            sum += (weighted / 10) + (weighted % 10);
            doubled = !doubled;
        }
    }
}
