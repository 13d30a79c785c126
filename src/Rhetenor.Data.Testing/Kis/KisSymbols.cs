namespace Rhetenor.Data.Testing;

/// <summary>Creates lists of symbols for a <see cref="KisTruth"/>.</summary>
public static class KisSymbols
{
    private static readonly long[] Levels = [700, 1_900, 3_400, 8_200, 15_500, 27_000, 61_000, 130_000, 310_000, 780_000];

    /// <summary>Creates a realistic mix: of 100 symbols 70 are liquid, 22 thin, 5 idle and 3 halted; every tenth is an ETF; half of
    /// the others trade on Nextrade.</summary>
    /// <remarks>The first two are 005930 and 000660, both liquid and on Nextrade. Some codes contain a letter
    /// (<c>0012D0</c>).</remarks>
    /// <param name="count">The number of symbols, from 1 to 10,000.</param>
    /// <param name="seed">The seed, which determines kinds and prices.</param>
    public static IReadOnlyList<KisSymbol> Mix(int count, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 10_000);
        KisSymbol[] known =
        [
            new(KnownIssues.Samsung) { Name = "삼성전자", Level = 150_000 },
            new(KnownIssues.Hynix) { Name = "SK하이닉스", Level = 800_000 },
        ];
        return [.. known.Take(count), .. Enumerable.Range(known.Length, Math.Max(0, count - known.Length)).Select(i => Make(i, seed))];
    }

    private static KisSymbol Make(int number, int seed)
    {
        var draw = new Draw((ulong)(uint)seed).For("kis").For(number);
        // Numbers from 2,000 on do not collide with 00066 and 00593.
        var (code, _) = Codes.Listed(2_000 + number, draw.Chance("letter", 30));
        var fund = number % 10 == 0;
        return new KisSymbol(code)
        {
            Name = Fields.Text($"가상{(fund ? "지수" : "전자")}{number}"),
            Kind = draw.Of("kind", 100) switch
            {
                < 70 => KisSymbolKind.Liquid,
                < 92 => KisSymbolKind.Thin,
                < 97 => KisSymbolKind.Idle,
                _ => KisSymbolKind.Halted,
            },
            IsShare = !fund,
            OnNextrade = !fund && draw.Chance("nextrade", 500),
            Level = draw.Pick<long>("level", Levels),
        };
    }
}
