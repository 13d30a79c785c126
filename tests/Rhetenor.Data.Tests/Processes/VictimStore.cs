using Rhetenor.Data.Victim;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>What a reader finds in the folder of processes that are killed, looked at after each of them.</summary>
internal sealed class VictimStore(VictimServer server, Order order)
{
    private DirectoryObjectStore _store = new(order.Store);
    private readonly Dictionary<string, byte[]> _seen = new(StringComparer.Ordinal);

    public MergedSession Bars { get; private set; } = new(VictimServer.Day, Venue.Krx);

    public IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage { get; private set; } = new Dictionary<string, KlineSymbolCoverage>();

    /// <summary>Files that a kill left unfinished, of objects and of tokens.</summary>
    public int Leftovers => Files(Path.Join(order.Store, ".tmp"), "*").Length + Files(order.Tokens, "*.part").Length;

    public int Objects => _seen.Count;

    /// <summary>Looks at a later copy from now on.</summary>
    public void MoveTo(string folder)
    {
        order = order with { Store = Path.Join(folder, "store"), Tokens = Path.Join(folder, "tokens") };
        _store = new(order.Store);
    }

    /// <summary>Reads everything: each object is whole and what it was before, and coverage claims only what is there.</summary>
    public async Task InspectAsync()
    {
        var coverages = new List<KlineCoverage>();
        Bars = new MergedSession(VictimServer.Day, Venue.Krx);
        var listed = await _store.KeysAsync("");
        foreach (var key in listed)
        {
            var body = (await _store.GetAsync(key))!;
            if (_seen.TryGetValue(key, out var before))
                Assert.True(before.AsSpan().SequenceEqual(body), $"{key} has changed");
            _seen[key] = body;
            if (KlineKey.TryParse(key, out var data))
                Bars.Add(data, KlineCodec.Unpack(body));
            else if (KlineCoverageKey.TryParse(key, out _))
                coverages.Add(KlineCoverage.Stored(key, body));
            else
                InspectMaster(key, body, listed);
        }

        Assert.All(_seen.Keys, key => Assert.Contains(key, listed));
        Coverage = coverages.Count == 0 ? new Dictionary<string, KlineSymbolCoverage>() : KlineCoverage.Merge(coverages).Symbols;
        foreach (var (symbol, covered) in Coverage)
        {
            foreach (var row in server.Truth.FinalBars(Venue.Krx, VictimServer.Day, symbol).Where(row => TimeOnly.FromDateTime(row.Minute) <= covered.Through))
                Assert.True(Bars.TryGetKline(symbol, row.Minute, out _), $"{symbol} is claimed through {covered.Through}, and {row.Minute:HH:mm} is missing");
        }

        InspectTokens();
    }

    /// <summary>The bars in order, and what is claimed of each symbol.</summary>
    public (List<(string Symbol, Kline Bar)> Bars, List<(string Symbol, KlineSymbolCoverage Coverage)> Coverage) View() =>
        ([.. Bars.Slices().SelectMany(slice => slice.Select(bar => (bar.Symbol, bar.Kline)))], [.. Coverage.Select(entry => (entry.Key, entry.Value))]);

    // A master's JSON is never there without the file it came from, and both are what DWS serves.
    private static void InspectMaster(string key, byte[] body, List<string> listed)
    {
        if (key.EndsWith(".zip", StringComparison.Ordinal))
        {
            Assert.NotEmpty(MasterFile.Open(new MasterZipFile(Market.Konex, body), HantooMstSpec.Konex));
            return;
        }

        Assert.Equal(40, MasterFile.FromJson(body, HantooMstSpec.Konex).Count);
        Assert.Contains(key.Replace("/2026", "/raw/2026", StringComparison.Ordinal).Replace(".json", ".mst.zip", StringComparison.Ordinal), listed);
    }

    private void InspectTokens()
    {
        foreach (var path in Files(order.Tokens, "*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
            if (path.EndsWith(".json", StringComparison.Ordinal))
                Assert.NotNull(TokenRecord.Decode(File.ReadAllBytes(path), Path.GetFileNameWithoutExtension(path)));
        }
    }

    private static string[] Files(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}
