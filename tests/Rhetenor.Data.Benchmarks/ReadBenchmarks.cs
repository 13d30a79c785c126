using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Rhetenor.Data.Benchmarks;

/// <summary>A cache hit: from JSON to a master; the limit is walking over the tokens.</summary>
public class ReadBenchmarks
{
    [Benchmark(Baseline = true, Description = "Utf8JsonReader tokens")]
    public long Tokens() => Walk(KospiMaster.Json);

    [Benchmark(Description = "MasterFile.FromJson")]
    public MasterFile Read() => MasterFile.FromJson(KospiMaster.Json, HantooMstSpec.Kospi);

    internal static long Walk(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        var tokens = 0L;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}

/// <summary>A cache hit on JSON that another program wrote, with spaces after its separators.</summary>
public class ReadForeignBenchmarks
{
    private readonly byte[] _json = Spaced(KospiMaster.Json);

    [Benchmark(Baseline = true, Description = "Utf8JsonReader tokens")]
    public long Tokens() => ReadBenchmarks.Walk(_json);

    [Benchmark(Description = "MasterFile.FromJson, other layout")]
    public MasterFile Read() => MasterFile.FromJson(_json, HantooMstSpec.Kospi);

    private static byte[] Spaced(byte[] json) => System.Text.Encoding.UTF8.GetBytes(
        System.Text.Encoding.UTF8.GetString(json).Replace("\":\"", "\": \"", StringComparison.Ordinal).Replace("\",\"", "\", \"", StringComparison.Ordinal));
}
