namespace Rhetenor.Data.Testing;

internal static class RecordWriter
{
    public static void Write(HantooMstSpec spec, Issue issue, Span<byte> record)
    {
        record.Fill((byte)' ');
        record[^1] = (byte)'\n';
        for (var i = 0; i < spec.Fields.Count; i++)
        {
            var field = spec.Fields[i];
            var bytes = Names.Korean.GetBytes(FieldValues.Of(issue, field));
            // DWS truncates values that are too wide. Only net income ever is, unless a custom spec has a narrower column.
            bytes.AsSpan(0, Math.Min(bytes.Length, field.Width)).CopyTo(record[spec.OffsetOf(i)..]);
        }
    }
}
