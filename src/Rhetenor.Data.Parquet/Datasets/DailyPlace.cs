using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Datasets;

/// <summary>The part of a dataset that contains daily bars (일봉): the same names under a prefix of its own.</summary>
internal sealed class DailyPlace
{
    public DailyPlace(IObjectStore store, KlineDatasetOptions options, TimeProvider timeProvider)
    {
        Options = options with { Prefix = options.DailyPrefix };
        var writer = new ExclusiveWriter(store, Options.Prefix, options.Retry, isTrusted: false, timeProvider);
        (Manifests, Writer, Keys) = (new(store, writer, Options), new(writer, Options), new(Options));
    }

    public KlineDatasetOptions Options { get; }

    public ManifestShelf Manifests { get; }

    public DatasetWriter Writer { get; }

    public DatasetKeys Keys { get; }
}
