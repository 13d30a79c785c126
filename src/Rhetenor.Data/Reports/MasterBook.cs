namespace Rhetenor.Data.Reports;

/// <summary>The facts from the given masters, by day.</summary>
internal sealed class MasterBook
{
    private static readonly Dictionary<string, MasterFacts> Nothing = [];
    private readonly Dictionary<DateOnly, (Dictionary<string, MasterFacts> Symbols, HashSet<Market> Markets)> _days = [];
    private readonly Dictionary<string, DateOnly?> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateOnly Day, string Name)> _names = new(StringComparer.Ordinal);
    private readonly Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? _lookup;

    public MasterBook(KlineReportContext context)
    {
        _lookup = context.MastersOf;
        foreach (var file in context.Masters)
            Add(file, null);
    }

    /// <summary>Gets every symbol of every master seen so far.</summary>
    public IReadOnlyCollection<string> Symbols => _listed.Keys;

    /// <summary>Reads the masters of a date.</summary>
    public async ValueTask AddAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (_lookup is null)
            return;
        foreach (var file in await _lookup(date, cancellationToken).ConfigureAwait(false))
            Add(file, date);
    }

    /// <summary>Reads the masters of the session after the last one, for the shares traded in it. They may be missing.</summary>
    public async ValueTask AddNextAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in _lookup is null ? [] : await _lookup(date, cancellationToken).ConfigureAwait(false))
                Add(file, date, isNext: true);
        }
        catch (MasterNotAvailableException)
        {
            // The report does not need them.
        }
    }

    /// <summary>Returns the names of those symbols that a master seen so far contains, each from the latest one.</summary>
    public Dictionary<string, string> NamesOf(IEnumerable<string> symbols)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            if (_names.TryGetValue(symbol, out var named))
                names.Add(symbol, named.Name);
        }

        return names;
    }

    /// <summary>Returns the facts from the masters of the date itself.</summary>
    public IReadOnlyDictionary<string, MasterFacts> Of(DateOnly date) => _days.TryGetValue(date, out var day) ? day.Symbols : Nothing;

    /// <summary>Determines whether a symbol was not listed on a date; null when the masters do not show it.</summary>
    public bool? IsUnlisted(string symbol, DateOnly date)
    {
        if (_days.TryGetValue(date, out var day))
        {
            // A master of the day itself is most reliable. If the masters of all markets are present, a symbol in none of them was
            // not listed.
            if (day.Symbols.TryGetValue(symbol, out var facts))
                return facts.Listed > date;
            if (day.Markets.Count == Market.All.Count)
                return true;
        }

        return _listed.TryGetValue(symbol, out var listed) && listed > date ? true : null;
    }

    private void Add(MasterFile file, DateOnly? asked, bool isNext = false)
    {
        var exType = file.FieldNames.ToList().IndexOf("ex_type");
        // A stale file belongs to the day on which it was written, not to the requested day.
        var date = file.IsStale || file.Date is null ? file.SourceTime is { } time ? KoreaTime.DateOf(time) : null : file.Date;
        date = file.IsStale ? date : date ?? asked;
        (Dictionary<string, MasterFacts> Symbols, HashSet<Market> Markets) day = ([], []);
        if (date is { } known && !_days.TryGetValue(known, out day))
            _days.Add(known, day = (new(StringComparer.Ordinal), []));
        day.Markets.Add(file.Market);
        var isOfItsDay = !file.IsStale && (file.SourceTime is not { } written || KoreaTime.DateOf(written) == date);
        foreach (var record in file)
        {
            var facts = MasterFacts.Of(record, exType, isOfItsDay);
            day.Symbols[record.ShortCode] = facts;
            if (isNext)
                continue;
            if (!_names.TryGetValue(record.ShortCode, out var named) || named.Day <= date.GetValueOrDefault())
                _names[record.ShortCode] = (date.GetValueOrDefault(), record.KoreanName);
            // Among several masters, the earliest listing date counts: a share that moves between markets gets a new one.
            if (!_listed.TryGetValue(record.ShortCode, out var listed) || listed is null || facts.Listed < listed)
                _listed[record.ShortCode] = facts.Listed;
        }
    }
}
