using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Shares the symbols of a logger with other processes and hosts that have the same store, prefix, venue and symbols: each symbol is requested by
/// one of them.</summary>
/// <remarks>
/// <para>Leases only save calls. Bars are right and complete without them: should two processes request a symbol, both store equal bars.</para>
/// <para>Processes whose lists of symbols differ do not share, and each requests all of its own symbols. Clocks of hosts are not compared.</para>
/// </remarks>
public sealed record WorkSharing
{
    private const int LongestOwner = 64;

    /// <summary>The name of this process. No other process under the same prefix may have it at the same time: the one that was started first ends with an
    /// <see cref="InvalidOperationException"/>. A process that is started again under its name continues with the shares that it had.</summary>
    /// <value>1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, such as <c>host-1</c>.</value>
    public string Owner { get; set; } = "";

    /// <summary>The time without a sign of life after which others take over. A process writes one every third of it, and begins no further request when it
    /// could not write one for three quarters of it.</summary>
    /// <value>Default 5 min; from 10 s to 1 h.</value>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Returns owner and expiry in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{nameof(WorkSharing)} '{Owner}', {Expiry}");

    internal WorkSharing Checked(OptionCheck check) => this with
    {
        Owner = check.Text(Owner, IsOwner, $"1 to {LongestOwner} ASCII letters, digits, '-', '_' and '.', such as host-1"),
        Expiry = check.Within(Expiry, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
    };

    private static bool IsOwner(string text) =>
        text.Length is > 0 and <= LongestOwner && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
