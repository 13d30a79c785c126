using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <summary>Reads the coverage objects of a day.</summary>
internal sealed class CoverageReader(IObjectStore store, KlineArchiveOptions options)
{
    /// <summary>Reads them one after the other. One that cannot be read is reported, and hides no other.</summary>
    public async Task<IReadOnlyList<(string Key, KlineCoverage Coverage)>> ReadAsync(
        DayInventory day, ICollection<StoreProblem> problems, CancellationToken cancellationToken)
    {
        var coverages = new List<(string, KlineCoverage)>();
        foreach (var (key, parsed, _) in day.Coverages)
        {
            try
            {
                if (await store.ReadAllAsync(key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } body)
                    problems.Add(new(key, "it was listed, and is not there."));
                else if (KlineCoverage.FromJson(body.Span) is var coverage && coverage.ToKey(parsed.Prefix) != parsed.ToString())
                    problems.Add(new(key, $"it speaks of {coverage.Date.ToText()}, venue {coverage.Venue.ToCode()}, fetched at {coverage.Retrieval.ToText()}: that is another one than its name tells."));
                else
                    coverages.Add((key, coverage));
            }
            catch (Exception exception) when (exception is KlineFormatException
                || exception is ObjectStoreException { Error: ObjectStoreError.Corrupt or ObjectStoreError.TooLarge })
            {
                problems.Add(new(key, exception.Message));
            }
        }

        return coverages;
    }
}
