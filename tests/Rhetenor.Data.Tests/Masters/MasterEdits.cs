namespace Rhetenor.Data.Tests.Masters;

/// <summary>Generated KOSDAQ masters with changed fields.</summary>
internal static class MasterEdits
{
    public static readonly DateOnly Day = new(2026, 5, 20);
    public static readonly byte[] Usual = MstGenerator.Generate(HantooMstSpec.Kosdaq, 60, 3, Day);

    public static MasterFile Parsed(byte[] mst, HantooMstSpec? spec = null) => MstParser.Parse(mst, spec ?? HantooMstSpec.Kosdaq);

    // The generated file with a share of plain codes in its first record.
    public static byte[] Share(params string[] fields)
    {
        var mst = Usual;
        string[] all = ["security_group", "ST", "par_value_change", "00", "capital_increase", "00", "ex_type", "00", "trading_halted", "N", .. fields];
        for (var i = 0; i < all.Length; i += 2)
            mst = Edit(mst, 0, all[i], all[i + 1]);
        return mst;
    }

    public static byte[] Edit(byte[] mst, int record, string field, string text) => Edit(mst, record, HantooMstSpec.Kosdaq, Cp949.Encoding.GetBytes(text), field);

    public static byte[] Edit(byte[] mst, int record, HantooMstSpec spec, byte[] bytes, string field = "short_code")
    {
        var copy = mst.ToArray();
        var ordinal = spec.IndexOf(field);
        var cell = copy.AsSpan((record * (spec.RecordWidth + 1)) + spec.OffsetOf(ordinal), Math.Max(spec.Fields[ordinal].Width, bytes.Length));
        cell.Fill((byte)' ');
        bytes.CopyTo(cell);
        return copy;
    }
}
