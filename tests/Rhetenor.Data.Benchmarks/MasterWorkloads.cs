using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Benchmarks;

/// <summary>A KOSPI master: from the ZIP, to the cached JSON and back.</summary>
internal static class MasterWorkloads
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Workload Parsing() => new("parsing a master", 8,
    [
        Workload.Row("inflate alone", Inflate),
        Workload.Row("unzip, check, parse", () => MasterFile.Open(KospiMaster.Archive, HantooMstSpec.Kospi)),
        Workload.Row("… and read all 70 fields typed", ReadTyped),
    ]);

    public static Workload Writing() => new("writing a master's JSON", 8,
    [
        Workload.Row("Utf8JsonWriter", WriteWithFramework),
        Workload.Row("MasterFile.ToJson", KospiMaster.Master.ToJson),
    ]);

    public static Workload Reading() => Reading("reading a master's JSON", KospiMaster.Json);

    public static Workload ReadingForeign() => Reading("reading a master's JSON of another layout", Spaced(KospiMaster.Json));

    private static Workload Reading(string name, byte[] json) => new(name, 4,
    [
        Workload.Row("Utf8JsonReader, tokens", () => Tokens.Count(json)),
        Workload.Row("MasterFile.FromJson", () => MasterFile.FromJson(json, HantooMstSpec.Kospi)),
    ]);

    private static byte[] Inflate()
    {
        using var zip = new ZipArchive(new MemoryStream(KospiMaster.Zip));
        var entry = zip.Entries[0];
        var mst = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        using var stream = entry.Open();
        stream.ReadExactly(mst);
        return mst;
    }

    private static long ReadTyped()
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

    private static byte[] WriteWithFramework()
    {
        var buffer = new ArrayBufferWriter<byte>(KospiMaster.Json.Length + 1_024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        var file = KospiMaster.Master;
        writer.WriteStartObject();
        foreach (var record in file)
        {
            writer.WriteStartObject(record.ShortCode);
            writer.WriteString("standard_code", record.StandardCode);
            writer.WriteString("korean_name", record.KoreanName);
            writer.WriteString("market", "kospi");
            for (var i = HantooMstSpec.HeadFields.Count; i < file.FieldNames.Count; i++)
                writer.WriteString(file.FieldNames[i], record.GetRaw(i).Trim((byte)' '));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    // What another program writes: spaces after the separators.
    private static byte[] Spaced(byte[] json) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(json).Replace("\":\"", "\": \"", StringComparison.Ordinal).Replace("\",\"", "\", \"", StringComparison.Ordinal));
}
