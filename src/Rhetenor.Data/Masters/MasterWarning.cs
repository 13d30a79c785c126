namespace Rhetenor.Data;

/// <summary>Unusual content of a record of a master (종목마스터). The record is kept.</summary>
public sealed record MasterWarning
{
    /// <summary>Gets the short code (단축코드) of the record.</summary>
    public required string ShortCode { get; init; }

    /// <summary>Gets the name of the field.</summary>
    public required string Field { get; init; }

    /// <summary>Gets the problem.</summary>
    public required string Message { get; init; }

    /// <summary>Returns short code, field and problem in one line.</summary>
    public override string ToString() => $"{ShortCode} {Field}: {Message}";
}
