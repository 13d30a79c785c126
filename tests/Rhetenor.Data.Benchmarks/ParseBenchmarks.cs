using System.IO.Compression;
using BenchmarkDotNet.Attributes;

namespace Rhetenor.Data.Benchmarks;

/// <summary>From a ZIP to a master; the limit is inflating it.</summary>
public class ParseBenchmarks
{
    [Benchmark(Baseline = true, Description = "inflate alone")]
    public byte[] Inflate()
    {
        using var zip = new ZipArchive(new MemoryStream(KospiMaster.Zip));
        var entry = zip.Entries[0];
        var mst = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        using var stream = entry.Open();
        stream.ReadExactly(mst);
        return mst;
    }

    [Benchmark(Description = "unzip, check, parse; fields on demand")]
    public MasterFile Parse() => MasterFile.Open(KospiMaster.Archive, HantooMstSpec.Kospi);

    [Benchmark(Description = "… and read all 70 fields typed")]
    public long ParseTyped()
    {
        var file = MasterFile.Open(KospiMaster.Archive, HantooMstSpec.Kospi);
        var kinds = file.Spec.Fields.Select(field => field.Kind).ToArray();
        var sum = 0L;
        foreach (var record in file)
        {
            for (var i = HantooMstSpec.HeadFields.Count; i < kinds.Length; i++)
            {
                sum += kinds[i] switch
                {
                    MstFieldKind.Flag => record.GetFlag(i) == true ? 1 : 0,
                    MstFieldKind.Number => record.GetInt64(i) ?? 0,
                    MstFieldKind.DecimalNumber => (long)(record.GetDecimal(i) ?? 0),
                    MstFieldKind.Date => record.GetDate(i)?.DayNumber ?? 0,
                    MstFieldKind.PeriodEnd => record.FinancialsPeriod?.DayNumber ?? 0,
                    MstFieldKind.TruncatedNumber => record.NetIncome?.Value ?? 0,
                    _ => record.GetRaw(i)[0],
                };
            }
        }

        return sum;
    }
}
