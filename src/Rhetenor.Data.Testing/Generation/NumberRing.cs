namespace Rhetenor.Data.Testing;

/// <summary>Scatters the numbers of all markets' issues over all five-digit numbers without collisions.</summary>
internal static class NumberRing
{
    // A prime. The numbers above it are reserved for issues that would collide with a real issue's number.
    private const int Size = 99_991;
    private const int Stride = 61_487;
    private const int Samsung = 593;
    private const int Hynix = 66;

    public static int SlotsOf(Market market) => market switch { Market.Kospi => 6_000, Market.Kosdaq => 5_000, _ => 1_000 };

    public static int OnRing(this int number, Market market)
    {
        var start = market switch { Market.Kospi => 0, Market.Kosdaq => 48_000, _ => 88_000 };
        var scattered = (int)((start + number + 1L) * Stride % Size);
        return scattered switch { Samsung => Size, Hynix => Size + 1, _ => scattered };
    }
}
