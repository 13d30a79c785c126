using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The state of an app key in a <see cref="HantooFleet"/>. It contains no key and no secret.</summary>
public sealed record HantooFleetKey
{
    /// <summary>Gets the number of the key, from 1, in the order in which the clients were given.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the configured number of calls per second.</summary>
    public required double CallsPerSecond { get; init; }

    /// <summary>Gets the number of calls made with the key for this fleet, without retries.</summary>
    public required long Calls { get; init; }

    /// <summary>Gets the time until which the key is set aside, Korean time. From then on one request tries it. Null while it is used.</summary>
    public DateTimeOffset? SetAsideUntil { get; init; }

    /// <summary>Gets why the key is set aside; null while it is used.</summary>
    public HantooException? Failure { get; init; }

    /// <summary>Returns number, pace, calls and state in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"key {Number}: at most {CallsPerSecond:0.##} calls a second, {Texts.Count(Calls, "call")}{(SetAsideUntil is { } until ? $", set aside until {until.DateTime.ToText()}: {Failure?.Message}" : "")}");
}
