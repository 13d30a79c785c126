using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests.House;

/// <summary>Log messages read the same wherever they are written.</summary>
public sealed class LogTextTests
{
    private static readonly DateTimeOffset Instant = new(2026, 11, 20, 6, 5, 4, TimeSpan.FromHours(9));

    public static TheoryData<string> Messages => [.. Methods.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, MethodInfo> Methods { get; } = typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public)
        .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null).ToDictionary(method => method.Name);

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_the_same_in_every_culture(string name) => Assert.Equal(Text(name), OddCulture.Run(() => Text(name)));

    /// <summary>A sink may format the values by itself, in a culture of its own: then the formats of the message alone count.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void Times_have_formats_that_no_culture_changes(string name)
    {
        var message = Methods[name].GetCustomAttribute<LoggerMessageAttribute>()!.Message;
        foreach (var parameter in Methods[name].GetParameters())
        {
            if (Value(parameter.ParameterType) is not (DateTimeOffset or DateTime or DateOnly or TimeSpan) || Value(parameter.ParameterType) is not IFormattable value)
                continue;
            var format = Regex.Match(message, $@"\{{{parameter.Name}(?::([^}}]*))?\}}", RegexOptions.IgnoreCase);
            Assert.True(format.Success, $"{parameter.Name} is not in '{message}'");
            var (plain, odd) = (value.ToString(format.Groups[1].Value, CultureInfo.InvariantCulture), value.ToString(format.Groups[1].Value, OddCulture.Instance));
            Assert.Equal(plain, odd);
        }
    }

    [Fact]
    public void Times_are_written_with_their_offset()
    {
        Assert.Equal("Master Kospi of 2026-11-20: 3 instruments from Kospi, written by DWS at 2026-11-20 06:05:04 +09:00", Text(nameof(Log.MasterRead)));
        Assert.Equal("KIS issued a token, valid until 2026-11-20 06:05:04 +09:00", Text(nameof(Log.TokenIssued)));
        Assert.Equal("Waiting 4 s for KIS's one token a minute: the last one was requested at 2026-11-20 06:05:04 +09:00. A FileTokenCache keeps it between starts", Text(nameof(Log.TokenWaits)));
    }

    private static string Text(string name)
    {
        var heard = new Listener();
        Methods[name].Invoke(null, [heard, .. Methods[name].GetParameters().Skip(1).Select(parameter => Value(parameter.ParameterType))]);
        return heard.Text!;
    }

    private static object Value(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(String) => "text",
        nameof(Int32) => 3,
        nameof(Int64) => 4L,
        nameof(Double) => 1_234.5,
        nameof(DateOnly) => new DateOnly(2026, 11, 20),
        nameof(DateTimeOffset) => Instant,
        nameof(TimeSpan) => TimeSpan.FromSeconds(1.5),
        nameof(Enum) => Market.Kospi,
        nameof(Object) => "report",
        nameof(ILogger) => "no value",
        nameof(Exception) => new TimeoutException("late"),
        _ => throw new NotSupportedException(type.Name),
    };

    private sealed class Listener : ILogger
    {
        public string? Text { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text = formatter(state, exception);
    }
}
