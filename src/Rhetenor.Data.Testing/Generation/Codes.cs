namespace Rhetenor.Data.Testing;

/// <summary>Creates short codes and their ISINs. A number produces one code of each kind, and different numbers produce different
/// codes.</summary>
internal static class Codes
{
    private const string Letters = "ABCDEFGHJKLMNPRSTVWXYZ";

    /// <summary>Returns six characters: <c>012340</c>, or <c>0123D0</c> for recent listings, since the digits ran out.</summary>
    public static (string Short, string Standard) Listed(int number, bool lettered)
    {
        var code = lettered
            ? Fields.Text($"{number / Letters.Length:D4}{Letters[number % Letters.Length]}0")
            : Fields.Text($"{number:D5}0");
        return (code, CheckDigit.Complete("KR7" + code + "00"));
    }

    /// <summary>Returns the code of a preferred share: the common share's five digits and 5, 7 or K. The ISIN's digits differ from
    /// the short code's.</summary>
    public static (string Short, string Standard) Preferred(string code, char suffix)
    {
        var issue = suffix switch { '5' => "100", '7' => "200", _ => suffix + "01" };
        return (code + suffix, CheckDigit.Complete("KR7" + code + issue));
    }

    public static (string Short, string Standard) Note(int number)
    {
        var (issuer, issue) = (500 + (number / 1000 * 10), number % 1000);
        return (Fields.Text($"Q{issuer:D3}{issue:D3}"), CheckDigit.Complete(Fields.Text($"KRG{issuer:D3}00{issue:D3}")));
    }

    public static (string Short, string Standard) Certificate(int number)
    {
        var digits = Fields.Text($"7{number:D5}{number % 90 + 10:D2}");
        return ("F" + digits, CheckDigit.Complete("KR5" + digits));
    }

    /// <summary>Returns the code of a warrant, which ends in D, or of a right, which ends in G.</summary>
    public static (string Short, string Standard) Subscription(int number, char kind)
    {
        var body = Fields.Text($"0{number:D5}{(kind == 'D' ? 2 : 0)}{kind}");
        return ("J" + body, CheckDigit.Complete("KRA" + body));
    }

    public static (string Short, string Standard) Receipt(int number) =>
        (Fields.Text($"95{number % 1000:D3}0"), CheckDigit.Complete(Fields.Text($"KR8{number * 7 % 100_000_000:D8}")));

    public static (string Short, string Standard) Foreign(int number)
    {
        var standard = (number % 3) switch
        {
            0 => Fields.Text($"HK0000{number:D5}"),
            1 => Fields.Text($"KYG{number % 10_000:D4}W101"),
            _ => Fields.Text($"USU652{number:D5}"),
        };
        return (Fields.Text($"90{number % 1000:D3}0"), CheckDigit.Complete(standard));
    }
}
