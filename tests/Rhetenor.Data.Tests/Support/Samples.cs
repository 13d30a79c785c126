using System.Text;

namespace Rhetenor.Data.Tests;

/// <summary>Small masters made from the spec tables.</summary>
internal static class Samples
{
    public static readonly DateOnly Monday = new(2026, 11, 16);

    public static byte[] Mst(Market market = Market.Kospi, int records = 60, int seed = 7) =>
        MstGenerator.Generate(HantooMstSpec.For(market), records, seed, Monday);

    public static MasterFile File(Market market = Market.Kospi, int records = 60, int seed = 7) =>
        MstParser.Parse(Mst(market, records, seed), HantooMstSpec.For(market));

    /// <summary>A file of one record, some of its fields given, the rest blank.</summary>
    public static MasterFile FileOf(Market market, params (string Field, string Text)[] values) =>
        MstParser.Parse(Line(market, values), HantooMstSpec.For(market));

    /// <inheritdoc cref="FileOf"/>
    public static MasterRecord Record(Market market, params (string Field, string Text)[] values) => FileOf(market, values)[0];

    /// <summary>One record with its line end: Samsung's codes, group ST, blanks, and the given fields.</summary>
    public static byte[] Line(Market market, params (string Field, string Text)[] values)
    {
        var spec = HantooMstSpec.For(market);
        var line = Encoding.ASCII.GetBytes(new string(' ', spec.RecordWidth) + "\n");
        foreach (var (field, text) in (IEnumerable<(string, string)>)[("short_code", "005930"), ("standard_code", "KR7005930003"), ("korean_name", "삼성전자"), ("security_group", "ST"), .. values])
            Put(line, spec, field, Cp949.Encoding.GetBytes(text));
        return line;
    }

    /// <summary>Overwrites a field of the record that starts at <paramref name="start"/>.</summary>
    public static void Put(byte[] mst, HantooMstSpec spec, string field, ReadOnlySpan<byte> value, int start = 0)
    {
        var ordinal = spec.IndexOf(field);
        var cell = mst.AsSpan(start + spec.OffsetOf(ordinal), spec.Fields[ordinal].Width);
        cell.Fill((byte)' ');
        value.CopyTo(cell);
    }

    /// <summary>The file as its parsed raw fields give it back.</summary>
    public static byte[] Encode(MasterFile file)
    {
        using var bytes = new MemoryStream();
        foreach (var record in file)
        {
            for (var i = 0; i < file.FieldNames.Count; i++)
                bytes.Write(record.GetRaw(i));
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }
}
