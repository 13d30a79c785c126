namespace Rhetenor.Data.Format;

/// <summary>The constant bytes of a line as this library writes it.</summary>
internal static class KlineLayout
{
    public static ReadOnlySpan<byte> BeforeStamp => "{\"timestamp\":\""u8;

    /// <summary>Before the retrieval of a line that has one of its own.</summary>
    public static ReadOnlySpan<byte> Retrieval => "\",\"retrieval\":\""u8;

    /// <summary>Before the retrieval of a line that repeats what those before it say together.</summary>
    public static ReadOnlySpan<byte> Merged => "\",\"merged\":\""u8;

    public static ReadOnlySpan<byte> Fields => "\",\"fields\":[\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\""u8;

    public static ReadOnlySpan<byte> Data => "],\"data\":{"u8;

    public static ReadOnlySpan<byte> AccValueAndData => ",\"acc_value\"],\"data\":{"u8;

    public static ReadOnlySpan<byte> End => "}}"u8;
}
