namespace Rhetenor.Data;

/// <summary>The constant bytes of a line as this library writes it.</summary>
internal static class KlineLayout
{
    public static ReadOnlySpan<byte> BeforeStamp => "{\"timestamp\":\""u8;

    public static ReadOnlySpan<byte> Fields => "\",\"fields\":[\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\""u8;

    public static ReadOnlySpan<byte> Data => "],\"data\":{"u8;

    public static ReadOnlySpan<byte> AccValueAndData => ",\"acc_value\"],\"data\":{"u8;

    public static ReadOnlySpan<byte> End => "}}"u8;
}
