namespace Rhetenor.Data;

/// <summary>How bars are written as CSV.</summary>
public sealed record KlineCsvOptions
{
    /// <summary>Whether times carry their offset: <c>2026-01-26T09:00:00+09:00</c>. Otherwise <c>2026-01-26T09:00:00</c>, Korean time as well.</summary>
    /// <value>Default true.</value>
    public bool Offset { get; set; } = true;

    /// <summary>Whether the first line names the columns.</summary>
    /// <value>Default true.</value>
    public bool Header { get; set; } = true;

    /// <summary>Adds a last column <c>filled</c>: <c>true</c> for bars that were filled forward, <c>false</c> for trades.</summary>
    /// <value>Default false.</value>
    public bool Filled { get; set; }

    internal KlineCsvOptions Copy() => this with { };
}
