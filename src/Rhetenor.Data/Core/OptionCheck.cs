using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Core;

/// <summary>Checks option values. Each check returns the accepted value, so that a <c>with</c> expression copies and checks options in
/// one step.</summary>
/// <param name="Owner">The option that contains the checked options, such as <c>Retry</c>; null for the top level.</param>
internal readonly record struct OptionCheck(string? Owner)
{
    /// <summary>Gets the longest time that most options accept. Timers are limited to 49 days.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromDays(1);

    /// <summary>Gets the shortest deadline that timers can keep.</summary>
    public static TimeSpan Millisecond { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Accepts a number or a time from <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range, or is not a number.</exception>
    public T Within<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
        ? value
        : throw new ArgumentOutOfRangeException(Name(name), value, Text($"{Name(name)} must be from {Shown(least)} to {Shown(most)}."));

    /// <summary>Accepts a defined value of an enumeration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(Name(name), value, $"{Name(name)} must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>Accepts text that a rule accepts.</summary>
    /// <param name="value">The text.</param>
    /// <param name="isAllowed">The rule.</param>
    /// <param name="allowed">The values that the rule accepts, for the message.</param>
    /// <param name="name">The option's name.</param>
    /// <exception cref="ArgumentException">The text is null, or the rule refuses it.</exception>
    public string Text(string value, Func<string, bool> isAllowed, string allowed, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, Name(name));
        return isAllowed(value) ? value : throw new ArgumentException($"{Name(name)} is '{value}'. It must be {allowed}.", Name(name));
    }

    /// <summary>Accepts text that is not blank.</summary>
    /// <exception cref="ArgumentException">The text is null, empty or blank.</exception>
    public string NotBlank(string value, string allowed, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Text(value, text => !string.IsNullOrWhiteSpace(text), allowed, name);

    /// <summary>Accepts a form of the stamps of lines.</summary>
    /// <exception cref="ArgumentException">The text is not one of the two forms.</exception>
    public string StampFormat(string value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Text(value, form => form is Stamp.MinuteForm or Stamp.MinuteDigitsForm, $"{Stamp.MinuteForm} or {Stamp.MinuteDigitsForm}", name);

    /// <summary>Copies and checks nested options.</summary>
    /// <exception cref="ArgumentNullException">The nested options are null.</exception>
    public T Nested<T>(T options, Func<T, OptionCheck, T> check, [CallerArgumentExpression(nameof(options))] string name = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(options, Name(name));
        return check(options, new(Name(name)));
    }

    /// <summary>Gets the name of an option for messages, such as <c>Retry.MaxAttempts</c>.</summary>
    public string Name(string name) => Owner is null ? name : $"{Owner}.{name}";

    // Dates have one form, whatever the culture.
    private static object Shown<T>(T value) => value is DateOnly date ? date.ToText() : value!;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
