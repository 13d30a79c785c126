using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The facts that masters show about a base price that is not the previous close.</summary>
internal sealed class ResetFacts
{
    private const decimal SharesTolerance = 0.01m, Coincidence = 0.25m;
    private readonly MasterRecord _record;
    private readonly InstrumentState? _earlier;
    private readonly DateOnly? _since, _date;
    private readonly PreviousClose _close;
    private readonly decimal _tick;
    private readonly decimal _base;

    public ResetFacts(MasterRecord record, InstrumentState? earlier, DateOnly? since, DateOnly? date, in PreviousClose close)
    {
        (_record, _earlier, _since, _date, _close) = (record, earlier, since, date, close);
        _base = record.BasePrice ?? 0;
        _tick = TickSize.Of(_base, record.Market, record.SecurityGroup, date);
        Signs = IssueSigns.Of(record);
        (Par, Shares) = (record.ParValue ?? 0, record.ListedShares ?? 0);
        ParBefore = Par > 0 && earlier?.ParValue is > 0 and var par && par != Par ? par : null;
        SharesBefore = Shares > 0 && earlier?.ListedShares is > 0 and var shares ? shares : null;
        IsRelisted = earlier?.IsHalted == true;
    }

    /// <summary>Gets the codes of the day.</summary>
    public IssueSigns Signs { get; }

    /// <summary>Gets the par value, in won; 0 when there is none.</summary>
    public decimal Par { get; }

    /// <summary>Gets the listed shares.</summary>
    public decimal Shares { get; }

    /// <summary>Gets the par value of the earlier day, when it is another one.</summary>
    public decimal? ParBefore { get; }

    /// <summary>Gets the listed shares of the earlier day.</summary>
    public decimal? SharesBefore { get; }

    /// <summary>Gets whether trading was halted on the earlier day.</summary>
    public bool IsRelisted { get; }

    /// <summary>Gets whether a halt ended and the listed shares became fewer by more than rounding explains.</summary>
    public bool IsRelistedWithFewerShares => IsRelisted && !IsFund && _record.IsTradingHalted != true && SharesBefore is { } before && Shares < before * (1 - SharesTolerance);

    /// <summary>Gets whether the base price is the only valid price that may be the previous close.</summary>
    public bool IsBaseExactClose => _close.Exact == _base;

    /// <summary>Gets whether the instrument is a fund or a note (ETF, ETN, 수익증권): no auction sets its price after a halt, and its shares are created
    /// and redeemed.</summary>
    public bool IsFund => _record.SecurityGroup is "EF" or "EN" or "BC";

    /// <summary>Gets the base price divided by the previous close.</summary>
    public decimal Ratio => _base / _close.Estimate;

    /// <summary>Gets whether the base price is within one tick of a possible previous close.</summary>
    public bool IsWithinATick => (_base < _close.Low ? _close.Low - _base : _base - _close.High) <= _tick;

    /// <summary>Determines whether a factor leads to the base price. The exchange rounds a base price to a tick, up or down.</summary>
    public bool Gives(decimal factor) => _base > (_close.Low * factor) - _tick && _base < (_close.High * factor) + _tick;

    /// <summary>Determines whether shares before and after are in a ratio, to within what fractions of shares and rounding explain.</summary>
    public bool SharesAre(decimal ratio) => SharesBefore is { } before && Math.Abs((before / Shares / ratio) - 1) <= SharesTolerance;

    /// <summary>Determines whether a base price is hardly by coincidence the multiple of a possible previous close.</summary>
    public bool IsNarrow(decimal multiple) => (_close.High - _close.Low) * multiple <= Coincidence * _close.Estimate;

    public BasePriceReset ByRatio(MasterChangeKind kind) => ByRatio(kind, Ratio, "The factor is the base price divided by the previous close.");

    /// <summary>Returns a reset whose factor is as uncertain as base price and previous close are.</summary>
    public BasePriceReset ByRatio(MasterChangeKind kind, decimal factor, string rule) =>
        By(kind, factor, (_tick / 2 / _base) + ((_close.Exact is null ? _close.High - _close.Low : 0) / 2 / _close.Estimate), rule);

    public BasePriceReset By(MasterChangeKind kind, decimal factor, decimal error, string rule) => Of(kind, factor, error, rule);

    /// <summary>Returns what hides a reset that a code announces: the close may be any within its bounds.</summary>
    public BasePriceReset Hidden(string rule, MasterChangeKind announced) => Unexplained(rule) with { Announced = announced, PreviousLow = _close.Low, PreviousHigh = _close.High };

    public BasePriceReset Unexplained(string rule) => WithoutFactor(MasterChangeKind.UnexplainedReset, rule);

    public BasePriceReset WithoutFactor(MasterChangeKind kind, string rule) => Of(kind, null, 0, rule);

    private BasePriceReset Of(MasterChangeKind kind, decimal? factor, decimal error, string rule) => new(
        kind, (long)_base, _close.Exact ?? _close.Low, _close.Exact ?? _close.High, factor, error,
        [
            rule,
            Text($"{Source(_record.Market, _date)}: base price {_base:#,0}, previous close {_close} by a market cap of {_record.MarketCap:#,0} won and {_record.ListedShares:#,0} shares"),
            Text($"{Source(_record.Market, _date)}: par value {Par:#,0.##}, {Signs}"),
            .. _earlier is null ? (string[])[] : [Text($"{Source(_earlier.Market, _since)}: par value {_earlier.ParValue:#,0.##}, {_earlier.ListedShares:#,0} shares, {(_earlier.IsHalted ? "halted" : "not halted")}")],
        ])
    { HasBonusPart = Signs.IsRightsAndBonus };

    // The name of the stored object, without prefix and extension.
    private static string Source(Market market, DateOnly? date) => $"{(date is { } day ? day.ToDigits() + "_" : "")}{market.ToKey()}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
