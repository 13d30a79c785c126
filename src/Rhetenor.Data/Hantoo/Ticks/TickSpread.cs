namespace Rhetenor.Data.Hantoo;

/// <summary>Spreads symbols over the connections of several app keys: each goes to the one with the fewest. It does not wait and sends nothing.</summary>
internal sealed class TickSpread(IReadOnlyList<TickLine> lines, int most)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _without = new(StringComparer.Ordinal);

    /// <summary>Gets the symbols that are to be registered, in ordinal order.</summary>
    public IReadOnlyList<string> Wanted
    {
        get
        {
            lock (_gate)
                return [.. lines.SelectMany(line => line.Registrations.Wanted).Concat(_without).Order(StringComparer.Ordinal)];
        }
    }

    public bool IsWanted(string symbol) => lines.Any(line => line.Registrations.IsWanted(symbol));

    /// <summary>Determines whether no connection can succeed: KIS refuses every key, or each was tried often enough.</summary>
    public bool IsAtEnd(int times)
    {
        lock (_gate)
            return lines.All(line => line.Failure is not null) && (lines.All(line => line.Failure!.IsFatal) || lines.All(line => line.Times >= times));
    }

    /// <summary>Adds a symbol.</summary>
    /// <returns>Its line; null when none has room until a key is used again.</returns>
    /// <exception cref="HantooException">There would be more than KIS accepts.</exception>
    public TickLine? Add(string symbol)
    {
        lock (_gate)
        {
            if (_without.Contains(symbol))
                return null;
            if (lines.FirstOrDefault(line => line.Registrations.Contains(symbol)) is { } known)
            {
                known.Registrations.Add(symbol);
                return known;
            }

            if (TryPlace(symbol) is { } line)
                return line;
            if (lines.Sum(other => other.Registrations.Count) + _without.Count >= most * lines.Count || lines.All(other => other.Failure is null))
            {
                throw new HantooException(HantooError.RegistrationLimit, lines.Count == 1
                    ? $"{symbol} was not registered for ticks: {most} symbols are registered, and KIS accepts no more for one app key."
                    : $"{symbol} was not registered for ticks: {most * lines.Count} symbols are registered, and KIS accepts no more for {lines.Count} app keys.");
            }

            _without.Add(symbol);
            return null;
        }
    }

    /// <summary>Removes a symbol.</summary>
    /// <returns>Its line; null for none.</returns>
    public TickLine? Remove(string symbol)
    {
        lock (_gate)
        {
            _without.Remove(symbol);
            var line = lines.FirstOrDefault(line => line.Registrations.Contains(symbol));
            line?.Registrations.Remove(symbol);
            return line;
        }
    }

    /// <summary>Moves the symbols of a line that gives no ticks for a while to the others.</summary>
    /// <returns>The symbols that were moved, and those for which there is no room.</returns>
    public (int Moved, IReadOnlyList<string> Without) Leave(TickLine line, HantooException failure)
    {
        lock (_gate)
        {
            line.Failure = failure;
            line.Times++;
            var (moved, without) = (0, new List<string>());
            foreach (var symbol in line.Registrations.Wanted)
            {
                line.Registrations.Remove(symbol);
                if (TryPlace(symbol) is not null)
                    moved++;
                else if (_without.Add(symbol))
                    without.Add(symbol);
            }

            return (moved, without);
        }
    }

    /// <summary>Uses all lines from now on, whatever an earlier reading found of them.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            foreach (var line in lines)
                (line.Failure, line.Times) = (null, 0);
            PlaceRest();
        }
    }

    /// <summary>Uses a line again: it takes symbols that have no place.</summary>
    public void UseAgain(TickLine line)
    {
        lock (_gate)
        {
            line.Failure = null;
            PlaceRest();
        }
    }

    private void PlaceRest()
    {
        foreach (var symbol in _without.ToList())
        {
            if (TryPlace(symbol) is null)
                return;
            _without.Remove(symbol);
        }
    }

    private TickLine? TryPlace(string symbol)
    {
        var line = lines.Where(line => line.Failure is null && line.Registrations.Count < most).MinBy(line => line.Registrations.Count);
        line?.Registrations.Add(symbol);
        return line;
    }
}
