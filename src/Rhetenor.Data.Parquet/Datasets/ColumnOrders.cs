using System.Buffers.Binary;

namespace Rhetenor.Data.Datasets;

/// <summary>Adds to a footer that all columns have the order of their type.</summary>
/// <remarks>Parquet.Net leaves this out. Engines then ignore the statistics of text, and read every row group for one symbol.</remarks>
internal static class ColumnOrders
{
    private const int EndLength = 8;

    // Compact Thrift: the field after the last one, number 7, a list of structs; then for each the union's first field, an empty struct.
    private const byte NextFieldList = 0x19, ListOfStructs = 0x0C, Stop = 0;
    private const int MostColumns = 14;

    private static ReadOnlySpan<byte> TypeOrder => [0x1C, Stop, Stop];

    /// <summary>Returns the footer with the orders, and with its length and the closing mark.</summary>
    /// <param name="footer">The footer as Parquet.Net wrote it. Its last field is number 6, the name of the writer.</param>
    /// <param name="columns">The number of columns.</param>
    public static byte[] AddTo(ReadOnlySpan<byte> footer, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, MostColumns);
        var fields = footer[..^(EndLength + 1)];
        if (footer[^(EndLength + 1)] != Stop || BinaryPrimitives.ReadInt32LittleEndian(footer[^EndLength..]) != fields.Length + 1)
            throw new InvalidOperationException("Parquet.Net wrote a footer of another form.");
        var orders = 2 + (columns * TypeOrder.Length);
        var result = new byte[footer.Length + orders];
        fields.CopyTo(result);
        result[fields.Length] = NextFieldList;
        result[fields.Length + 1] = (byte)((columns << 4) | ListOfStructs);
        for (var i = 0; i < columns; i++)
            TypeOrder.CopyTo(result.AsSpan(fields.Length + 2 + (i * TypeOrder.Length)));
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(result.Length - EndLength), fields.Length + orders + 1);
        footer[^4..].CopyTo(result.AsSpan(result.Length - 4));
        return result;
    }
}
