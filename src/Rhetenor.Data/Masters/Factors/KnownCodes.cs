namespace Rhetenor.Data.Masters;

/// <summary>The short codes of all instruments that masters contained, by ISIN. Empty when nothing tells which they contained.</summary>
internal sealed class KnownCodes
{
    private readonly Dictionary<string, InstrumentCodes> _instruments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _bySymbol = new(StringComparer.Ordinal);

    /// <summary>Returns the codes in a history.</summary>
    public static KnownCodes Of(MasterHistory history)
    {
        var codes = new KnownCodes();
        foreach (var life in history.Instruments)
            codes.Add(life.StandardCode, new([.. life.Periods.Select(period => period.ShortCode).Distinct()], life.FirstSeen, life.LastSeen) { NotBefore = life.NotBefore, GoneBy = life.GoneBy });
        return codes;
    }

    /// <summary>Adds what masters show of an instrument.</summary>
    public void Add(string isin, InstrumentCodes codes)
    {
        _instruments[isin] = _instruments.TryGetValue(isin, out var known) ? known.With(codes) : codes;
        foreach (var symbol in codes.Codes)
        {
            if (!_bySymbol.TryGetValue(symbol, out var isins))
                _bySymbol.Add(symbol, isins = []);
            if (!isins.Contains(isin))
                isins.Add(isin);
        }
    }

    /// <summary>Returns the instruments of which others show what these do not, with what both show.</summary>
    public IEnumerable<KeyValuePair<string, InstrumentCodes>> ExtensionsBy(KnownCodes other) =>
        from one in other._instruments
        let known = _instruments.GetValueOrDefault(one.Key)
        where known is null || known.IsExtendedBy(one.Value)
        orderby one.Key
        select new KeyValuePair<string, InstrumentCodes>(one.Key, known?.With(one.Value) ?? one.Value);

    /// <summary>Returns the codes of an instrument, also those that it had before or got later.</summary>
    /// <param name="isin">The ISIN.</param>
    /// <param name="known">Codes that it had.</param>
    public IReadOnlyList<string> Of(string isin, IReadOnlyList<string> known) => _instruments.TryGetValue(isin, out var codes) ? [.. codes.Codes.Union(known)] : known;

    /// <summary>Returns the last day on which no stored master contains a code: the greatest date when none ever does, null when nothing shows
    /// such a day.</summary>
    public DateOnly? AbsentUntil(string symbol)
    {
        if (_instruments.Count == 0)
            return null;
        if (!_bySymbol.TryGetValue(symbol, out var isins))
            return DateOnly.MaxValue;
        return isins.TrueForAll(isin => _instruments[isin].NotBefore is not null) ? isins.Min(isin => _instruments[isin].NotBefore) : null;
    }

    /// <summary>Returns the first day on which no stored master contains a code any more; null when nothing shows such a day.</summary>
    public DateOnly? AbsentFrom(string symbol) =>
        _bySymbol.TryGetValue(symbol, out var isins) && isins.TrueForAll(isin => _instruments[isin].GoneBy is not null) ? isins.Max(isin => _instruments[isin].GoneBy) : null;

    /// <summary>Returns the last day on which another instrument may have had the code that an instrument has now; null when no other one is known
    /// to have had it.</summary>
    public DateOnly? OfAnotherUntil(string symbol, string isin) =>
        _instruments.TryGetValue(isin, out var own) && own.NotBefore is { } last && _bySymbol.TryGetValue(symbol, out var isins) && isins.Exists(other => other != isin && _instruments[other].FirstSeen <= last)
            ? last : null;
}
