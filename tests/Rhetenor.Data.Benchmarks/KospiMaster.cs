using Rhetenor.Data.Testing;

namespace Rhetenor.Data.Benchmarks;

/// <summary>One full KOSPI master: the real one that RHETENOR_KOSPI_ZIP names, else a generated one of 2,500 records.</summary>
internal static class KospiMaster
{
    public static byte[] Zip { get; } = Environment.GetEnvironmentVariable("RHETENOR_KOSPI_ZIP") is { Length: > 0 } path
        ? File.ReadAllBytes(path)
        : MasterZipBuilder.Build(
            Market.Kospi,
            MstGenerator.Generate(HantooMstSpec.Kospi, 2_500, seed: 1, new DateOnly(2026, 11, 20)),
            KoreaTime.At(new DateOnly(2026, 11, 20), new TimeOnly(8, 45)));

    public static MasterZipFile Archive { get; } = new(Market.Kospi, Zip);

    public static MasterFile Master { get; } = MasterFile.Open(Archive, HantooMstSpec.Kospi);

    public static byte[] Json { get; } = Master.ToJson();
}
