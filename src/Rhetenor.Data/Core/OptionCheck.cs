using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Core;

/// <summary>Checks option values. Every check returns the value it accepts, so that a <c>with</c> expression copies options and checks
/// them in one step.</summary>
/// <param name="Owner">The option that holds the checked ones, such as <c>Retry</c>; null at the top.</param>
internal readonly record struct OptionCheck(string? Owner)
{
    /// <summary>The longest time an option accepts unless it has a reason for another limit: timers end at 49 days.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    /// <summary>The shortest deadline that timers can keep.</summary>
    public static TimeSpan Millisecond { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Accepts a number or a time from <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside, or not a number.</exception>
    public T Within<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(Name(name), value, Text($"{Name(name)} must be from {least} to {most}."));

    /// <summary>Accepts a defined value of an enumeration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(Name(name), value, $"{Name(name)} must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>Accepts text that a rule accepts.</summary>
    /// <param name="value">The text.</param>
    /// <param name="isAllowed">The rule.</param>
    /// <param name="allowed">What the rule accepts, for the message.</param>
    /// <param name="name">The option's name.</param>
    /// <exception cref="ArgumentException">The rule refuses the text, or there is none.</exception>
    public string Text(string value, Func<string, bool> isAllowed, string allowed, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, Name(name));
        return isAllowed(value) ? value : throw new ArgumentException($"{Name(name)} is '{value}'. It must be {allowed}.", Name(name));
    }

    /// <summary>Accepts text that is not blank.</summary>
    /// <exception cref="ArgumentException">The text is null, empty or blank.</exception>
    public string NotBlank(string value, string allowed, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Text(value, text => !string.IsNullOrWhiteSpace(text), allowed, name);

    /// <summary>Copies and checks the options that an option holds.</summary>
    /// <exception cref="ArgumentNullException">There are none.</exception>
    public T Nested<T>(T options, Func<T, OptionCheck, T> check, [CallerArgumentExpression(nameof(options))] string name = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(options, Name(name));
        return check(options, new(Name(name)));
    }

    /// <summary>The name an exception gives an option: <c>Retry.MaxAttempts</c>.</summary>
    public string Name(string name) => Owner is null ? name : $"{Owner}.{name}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
