using System.Text;
using Parquet;

namespace Rhetenor.Data.Datasets;

/// <summary>A row group as the footer describes it.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Start">The position of its first byte.</param>
/// <param name="Length">Its size, in bytes.</param>
/// <param name="Hash">The hash of these bytes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="FirstSymbol">The first symbol.</param>
/// <param name="LastSymbol">The last symbol.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute.</param>
internal sealed record BarGroup(
    int Index, long Start, int Length, string Hash, int Rows, string FirstSymbol, string LastSymbol, DateTime First, DateTime Last)
{
    private const int HashLength = 32;

    public static BarGroup Of(ParquetReader reader, int index)
    {
        var group = reader.RowGroups[index].RowGroup;
        var (symbols, minutes) = (group.Columns[0].MetaData!.Statistics!, group.Columns[1].MetaData!.Statistics!);
        return new(
            index, group.Columns[0].MetaData!.DataPageOffset, checked((int)group.Columns.Sum(column => column.MetaData!.TotalCompressedSize)),
            reader.CustomMetadata[BarFileWriter.GroupHashes].Substring(index * HashLength, HashLength), checked((int)group.NumRows),
            Encoding.UTF8.GetString(symbols.MinValue!), Encoding.UTF8.GetString(symbols.MaxValue!), Minute(minutes.MinValue!), Minute(minutes.MaxValue!));
    }

    /// <summary>Determines whether the group may contain bars of a symbol.</summary>
    public bool MayContain(string symbol) => string.CompareOrdinal(FirstSymbol, symbol) <= 0 && string.CompareOrdinal(symbol, LastSymbol) <= 0;

    // Milliseconds, or days.
    private static DateTime Minute(byte[] time) => DateTime.SpecifyKind(
        time.Length == sizeof(int) ? DateTime.UnixEpoch.AddDays(BitConverter.ToInt32(time)) : DateTime.UnixEpoch.AddMilliseconds(BitConverter.ToInt64(time)), DateTimeKind.Unspecified);
}
