namespace Rhetenor.Data.Klines;

/// <summary>The same statement about some symbols of a day, made at one time.</summary>
/// <param name="Retrieval">The time at which the bars were fetched, Korean time.</param>
/// <param name="Entry">The statement.</param>
/// <param name="Symbols">The symbols, each once.</param>
/// <param name="IsLost">Whether bars that the statement rests on are lost. It then claims nothing, and what earlier ones say is not
/// final.</param>
internal readonly record struct CoverageClaim(DateTime Retrieval, KlineSymbolCoverage Entry, IReadOnlyCollection<string> Symbols, bool IsLost = false);

/// <summary>Merges statements about one day. Pure.</summary>
internal static class CoverageClaims
{
    /// <inheritdoc cref="Merge(IEnumerable{CoverageClaim}, out HashSet{string})"/>
    public static Dictionary<string, KlineSymbolCoverage> Merge(IEnumerable<CoverageClaim> claims) => Merge(claims, out _);

    /// <summary>Merges statements in any order. For each symbol the latest wins, unless it covers less of the day than an earlier one
    /// without having read it settled, or is not final and an earlier one is.</summary>
    /// <param name="claims">The statements.</param>
    /// <param name="outdated">The symbols of which a later statement than the one that wins is lost.</param>
    public static Dictionary<string, KlineSymbolCoverage> Merge(IEnumerable<CoverageClaim> claims, out HashSet<string> outdated)
    {
        // Two runs of the same second have no order in time. The result must not depend on the order of the listing.
        var ordered = claims
            .OrderBy(claim => claim.Retrieval)
            .ThenByDescending(claim => claim.IsLost)
            .ThenBy(claim => claim.Entry.Through)
            .ThenBy(claim => claim.Entry.State)
            .ThenBy(claim => claim.Entry.IsFinal)
            .ThenBy(claim => claim.Entry.Reason, StringComparer.Ordinal);
        var merged = new Dictionary<string, KlineSymbolCoverage>(StringComparer.Ordinal);
        outdated = new(StringComparer.Ordinal);
        foreach (var claim in ordered)
        {
            foreach (var symbol in claim.Symbols)
            {
                var held = merged.GetValueOrDefault(symbol);
                if (claim.IsLost)
                {
                    merged[symbol] = held is null ? claim.Entry : held with { IsFinal = false };
                    outdated.Add(symbol);
                }
                else if (held is null || !TakesBack(claim.Entry, held))
                {
                    merged[symbol] = claim.Entry;
                    outdated.Remove(symbol);
                }
            }
        }

        return merged;
    }

    // A run with a slow clock covers less than an earlier one did, and says nothing about the rest. A reading of the settled day does: it left
    // a doubt, or the day ended earlier than was known. A doubt about a day without bars, or one that the next master may contradict, stands until a reading settles it.
    private static bool TakesBack(KlineSymbolCoverage later, KlineSymbolCoverage held) => held.Through is { } through
        && !(later.Doubted is not null && (held.State is SymbolDayState.NoTrades or SymbolDayState.Halted or SymbolDayState.NotListed || held.IsOpenToMaster))
        && (held.IsFinal ? !later.IsFinal || later.Through is null || later.Through < through
            : later is { IsFinal: false, Doubted: null } && (later.Through is not { } covered || covered < through));
}
