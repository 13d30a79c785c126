namespace Rhetenor.Data.Logging;

/// <summary>The quotes of a session so far.</summary>
internal sealed class QuoteMemory
{
    private DateOnly _date;

    /// <summary>Gets the day's value of each symbol in its latest quote, in won.</summary>
    public Dictionary<string, long> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets since when quotes alone cover the minutes of a symbol.</summary>
    public Dictionary<string, DateTimeOffset> Since { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the instant until which no quotes are asked for, after a failure.</summary>
    public DateTimeOffset? Without { get; set; }

    /// <summary>Returns the memory of a session. That of another one is forgotten.</summary>
    public QuoteMemory Of(DateOnly date)
    {
        if (_date != date)
        {
            Values.Clear();
            Since.Clear();
            _date = date;
        }

        return this;
    }
}
