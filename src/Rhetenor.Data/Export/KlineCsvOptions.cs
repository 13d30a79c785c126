namespace Rhetenor.Data;

/// <summary>Options for writing CSV.</summary>
public sealed record KlineCsvOptions
{
    /// <summary>Whether times have their offset, as in <c>2026-01-26T09:00:00+09:00</c>. Without it they are written as
    /// <c>2026-01-26T09:00:00</c>, which is Korean time too.</summary>
    /// <value>Default true.</value>
    public bool Offset { get; set; } = true;

    /// <summary>Whether the first line names the columns.</summary>
    /// <value>Default true.</value>
    public bool Header { get; set; } = true;

    /// <summary>Whether a last column <c>filled</c> is added: <c>true</c> for bars that were filled forward, <c>false</c> for bars
    /// with trades.</summary>
    /// <value>Default false.</value>
    public bool Filled { get; set; }

    internal KlineCsvOptions Copy() => this with { };
}
