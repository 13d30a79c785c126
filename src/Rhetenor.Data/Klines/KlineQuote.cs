using System.Globalization;

namespace Rhetenor.Data;

/// <summary>The trades of a symbol today and its prices (현재가), at one instant.</summary>
public readonly record struct KlineQuote
{
    /// <summary>Gets the short code (단축코드).</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the shares traded today.</summary>
    public required long Shares { get; init; }

    /// <summary>Gets the value traded today, in won.</summary>
    public required long Value { get; init; }

    /// <summary>Gets the Korean name; null when it was not sent.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the last price (현재가) in won.</summary>
    public decimal Last { get; init; }

    /// <summary>Gets the close of the session before (전일 종가) in won; null when it was not sent.</summary>
    public decimal? PreviousClose { get; init; }

    /// <summary>Gets the base price (기준가) in won; null when it was not sent. It differs from <see cref="PreviousClose"/> on the day of a corporate
    /// action.</summary>
    public decimal? BasePrice { get; init; }

    /// <summary>Gets when the source answered, by its clock, Korean time.</summary>
    public DateTimeOffset Answered { get; init; }

    /// <summary>Returns symbol, price, shares and value in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Symbol} {Last:0.####}: {Shares} shares, {Value} won");
}
