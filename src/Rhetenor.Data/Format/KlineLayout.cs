namespace Rhetenor.Data.Format;

/// <summary>The constant bytes of a line in the layout of this library.</summary>
internal static class KlineLayout
{
    public static ReadOnlySpan<byte> BeforeStamp => "{\"timestamp\":\""u8;

    /// <summary>Gets the bytes before the retrieval time of a line that has one.</summary>
    public static ReadOnlySpan<byte> Retrieval => "\",\"retrieval\":\""u8;

    /// <summary>Gets the bytes before the retrieval time of a line that merges the lines of its minute before it.</summary>
    public static ReadOnlySpan<byte> Merged => "\",\"merged\":\""u8;

    public static ReadOnlySpan<byte> Fields => "\",\"fields\":[\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\""u8;

    public static ReadOnlySpan<byte> Data => "],\"data\":{"u8;

    public static ReadOnlySpan<byte> AccValueAndData => ",\"acc_value\"],\"data\":{"u8;

    public static ReadOnlySpan<byte> End => "}}"u8;
}
