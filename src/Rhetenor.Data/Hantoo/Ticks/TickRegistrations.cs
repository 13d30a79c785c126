namespace Rhetenor.Data.Hantoo;

/// <summary>The symbols that are to be registered, and how far each is on the current connection.</summary>
internal sealed class TickRegistrations(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Registration> _symbols = new(StringComparer.Ordinal);

    private enum Progress
    {
        ToSend,
        Sent,
        Answered,
        ToEnd,
        Ended,
    }

    /// <summary>Gets the symbols that are to be registered, in ordinal order.</summary>
    public IReadOnlyList<string> Wanted
    {
        get
        {
            lock (_gate)
                return [.. _symbols.Where(symbol => symbol.Value.Progress < Progress.ToEnd).Select(symbol => symbol.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Gets the number of symbols. One whose end is not confirmed counts.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _symbols.Count;
        }
    }

    public bool Contains(string symbol)
    {
        lock (_gate)
            return _symbols.ContainsKey(symbol);
    }

    public bool IsWanted(string symbol)
    {
        lock (_gate)
            return _symbols.TryGetValue(symbol, out var found) && found.Progress < Progress.ToEnd;
    }

    /// <exception cref="HantooException">There would be more than KIS accepts. A symbol whose end is not confirmed counts.</exception>
    public void Add(string symbol)
    {
        lock (_gate)
        {
            if (_symbols.TryGetValue(symbol, out var found))
            {
                if (found.Progress >= Progress.ToEnd)
                    _symbols[symbol] = new(Progress.ToSend, default, found.Ends);
                return;
            }

            if (_symbols.Count == most)
                throw new HantooException(HantooError.RegistrationLimit, $"{symbol} was not registered for ticks: {most} symbols are registered, and KIS accepts no more for one app key.");
            _symbols.Add(symbol, default);
        }
    }

    public void Remove(string symbol)
    {
        lock (_gate)
        {
            if (_symbols.TryGetValue(symbol, out var found) && found.Progress is Progress.ToSend)
                _symbols.Remove(symbol);
            else if (_symbols.ContainsKey(symbol) && found.Progress < Progress.ToEnd)
                _symbols[symbol] = new(Progress.ToEnd, default, found.Ends);
        }
    }

    /// <summary>A new connection, or none, has no registrations.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var (symbol, found) in _symbols.ToList())
            {
                if (found.Progress >= Progress.ToEnd)
                    _symbols.Remove(symbol);
                else
                    _symbols[symbol] = default;
            }
        }
    }

    /// <summary>Returns the next symbol whose registration is to be sent, or the end of it, and counts it as sent; null when there is none.</summary>
    public (string Symbol, bool IsEnd)? Next(DateTimeOffset now)
    {
        lock (_gate)
        {
            var open = _symbols.Where(symbol => symbol.Value.Progress is Progress.ToSend or Progress.ToEnd).Select(symbol => symbol.Key).Order(StringComparer.Ordinal).FirstOrDefault();
            if (open is null)
                return null;
            var (isEnd, ends) = (_symbols[open].Progress == Progress.ToEnd, _symbols[open].Ends);
            _symbols[open] = isEnd ? new(Progress.Ended, now, ends + 1) : new(Progress.Sent, now, ends);
            return (open, isEnd);
        }
    }

    /// <summary>Says that the message counted as sent at an instant was not sent after all. It is sent later.</summary>
    public void NotSent(string symbol, bool isEnd, DateTimeOffset sent)
    {
        lock (_gate)
        {
            if (_symbols.TryGetValue(symbol, out var found) && (found.Progress, found.Sent) == (isEnd ? Progress.Ended : Progress.Sent, sent))
                _symbols[symbol] = isEnd ? new(Progress.ToEnd, default, found.Ends - 1) : new(Progress.ToSend, default, found.Ends);
        }
    }

    /// <summary>Takes an answer. A registration that KIS ends unasked is sent again.</summary>
    /// <returns>What the answer says of the symbol; null when no message to it was sent.</returns>
    public TickAnswer? Answered(string symbol, TickAnswer answer)
    {
        lock (_gate)
        {
            if (!_symbols.TryGetValue(symbol, out var found))
                return null;
            if (answer == TickAnswer.Unsubscribed && found.Ends == 0 && found.Progress < Progress.ToEnd)
            {
                _symbols[symbol] = default;
                return TickAnswer.Refused;
            }

            if (answer == TickAnswer.Unsubscribed && (found.Ends > 1 || found.Progress < Progress.ToEnd))
                _symbols[symbol] = found with { Ends = found.Ends - 1 };
            else if (found.Progress == Progress.Ended && answer != TickAnswer.Subscribed)
                _symbols.Remove(symbol);
            else if (found.Progress is Progress.Sent)
            {
                // Answers come in order: an end that was sent before is answered, or was not sent after all.
                _symbols[symbol] = new(Progress.Answered, found.Sent, Ends: answer == TickAnswer.Subscribed ? 0 : found.Ends);
            }
            return answer;
        }
    }

    /// <summary>Returns a symbol whose registration was sent before an instant and not answered; null when there is none.</summary>
    public string? Unanswered(DateTimeOffset before)
    {
        lock (_gate)
            return _symbols.Where(symbol => symbol.Value.Progress is Progress.Sent && symbol.Value.Sent < before).Select(symbol => symbol.Key).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    // The ends that were sent and are not answered also belong to a symbol that was added again meanwhile.
    private readonly record struct Registration(Progress Progress, DateTimeOffset Sent, int Ends);
}
