using System.Globalization;

namespace Rhetenor.Data.Testing;

/// <summary>The parameters of a request and the header that names its service.</summary>
internal sealed class KisQuery
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);

    public KisQuery(SimulatedRequest request)
    {
        Request = request;
        foreach (var pair in request.Uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                _parameters[pair[..equals]] = Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }
    }

    public SimulatedRequest Request { get; }

    public string Path => Request.Uri.AbsolutePath;

    public string this[string name] => _parameters.GetValueOrDefault(name, "");

    public bool Has(string name) => _parameters.ContainsKey(name);

    public string Header(string name) => Request.Headers.GetValueOrDefault(name, "");

    public DateOnly? Date(string name) =>
        DateOnly.TryParseExact(this[name], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Returns the minute of the day of a time parameter; the last minute when it is empty; null when it is
    /// invalid.</summary>
    public int? Minute(string name)
    {
        if (this[name] is "")
            return LastMinute;
        return TimeOnly.TryParseExact(this[name], "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : null;
    }

    public const int LastMinute = (24 * 60) - 1;
}
