using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Rhetenor.Data.Benchmarks;

/// <summary>From a master to its cached JSON; the peer is the framework's writer on the same values.</summary>
public class WriteBenchmarks
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly byte[] _copy = new byte[KospiMaster.Json.Length];

    [Benchmark(Baseline = true, Description = "Utf8JsonWriter")]
    public byte[] Utf8Writer()
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

    [Benchmark(Description = "copy the JSON")]
    public void Copy() => KospiMaster.Json.CopyTo(_copy, 0);

    [Benchmark(Description = "MasterFile.ToJson")]
    public byte[] Write() => KospiMaster.Master.ToJson();
}
