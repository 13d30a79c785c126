using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests.Core;

public sealed class StampTests
{
    private static readonly DateTime Time = new(2026, 1, 26, 9, 5, 7);

    [Fact]
    public void Each_form_is_this_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (odd.DateTimeFormat.DateSeparator, odd.DateTimeFormat.TimeSeparator, odd.DateTimeFormat.AbbreviatedDayNames) = (".", ".", ["a", "b", "c", "d", "e", "f", "g"]);
        CultureInfo.CurrentCulture = odd;
        try
        {
            var (date, clock, instant) = (DateOnly.FromDateTime(Time), TimeOnly.FromDateTime(Time), new DateTimeOffset(Time, KoreaTime.Offset));
            Assert.Equal(["20260126", "2026-01-26", "2026-01-26 Mon", "2026-01", "1/26/2026"],
                [date.ToDigits(), date.ToText(), date.ToDayText(), date.ToMonthText(), date.ToLeanText()]);
            Assert.Equal(["20260126090507", "2026-01-26 09:05:07", "2026-01-26 09:05", "09:05"],
                [Time.ToDigits(), Time.ToText(), Time.ToMinuteText(), Time.ToTimeText()]);
            Assert.Equal(["090507", "0905", "09:05:07"], [clock.ToDigits(), clock.ToMinuteDigits(), clock.ToText()]);
            Assert.Equal(["2026-01-26T00:05:07Z", "2026-01-26 09:05:07 +09:00"], [instant.ToUtcText(), instant.ToZoneText()]);
            Assert.Equal("2026-01-26_09:05", Written(Stamp.MinuteLength, text => Stamp.WriteMinute(Time, text)));
            Assert.Equal("20260126090507", Written(Stamp.SecondLength, text => Stamp.WriteSecond(Time, text)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("20260126", true)]
    [InlineData("20240229", true)]
    [InlineData("99991231", true)]
    [InlineData("20260229", false)]
    [InlineData("20260100", false)]
    [InlineData("20261301", false)]
    [InlineData("00000101", false)]
    [InlineData("2026012", false)]
    [InlineData("202601260", false)]
    [InlineData("2026 126", false)]
    [InlineData("２０２６０１２６", false)]
    public void A_date_is_eight_digits_of_a_day_there_is(string text, bool isDate)
    {
        Assert.Equal(isDate, Stamp.TryReadDate(text, out var date));
        Assert.Equal(isDate, Stamp.TryReadDate(Encoding.UTF8.GetBytes(text), out DateOnly same));
        Assert.Equal(date, same);
        if (isDate)
            Assert.Equal(text, date.ToDigits());
        else
            Assert.Contains($"'{text}' is not a date of the form yyyyMMdd", Assert.Throws<FormatException>(() => Stamp.ReadDate(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20260126090507", true)]
    [InlineData("20260126235959", true)]
    [InlineData("20260126240000", false)]
    [InlineData("20260126096000", false)]
    [InlineData("20260126090060", false)]
    [InlineData("20260230090507", false)]
    [InlineData("202601260905", false)]
    [InlineData("2026012609050x", false)]
    public void A_time_is_fourteen_digits_of_a_second_there_is(string text, bool isTime)
    {
        Assert.Equal(isTime, Stamp.TryReadSecond(text, out var time));
        Assert.Equal(isTime, Stamp.TryReadSecond(Encoding.UTF8.GetBytes(text), out DateTime same));
        Assert.Equal(time, same);
        if (isTime)
            Assert.Equal(text, time.ToDigits());
        else
            Assert.Throws<FormatException>(() => Stamp.ReadSecond(text));
    }

    [Theory]
    [InlineData("2026-01-26_09:05", true, true)]
    [InlineData("2026-01-26_0905", false, true)]
    [InlineData("202601260905", false, true)]
    [InlineData("20260126090507", false, true)]
    [InlineData("2026-01-26 09:05", false, false)]
    [InlineData("2026-1-26_09:05", false, false)]
    [InlineData("2026-01-26_24:00", false, false)]
    [InlineData("2026-02-30_09:05", false, false)]
    [InlineData("２026-01-26_09:0", false, false)]
    public void The_stamp_of_a_line_has_one_form_and_three_older_ones(string text, bool isOurs, bool isKnown)
    {
        Assert.Equal(isOurs, Stamp.TryReadMinute(Encoding.UTF8.GetBytes(text), out var minute));
        Assert.Equal(isKnown, Stamp.TryReadAnyMinute(text, out var any));
        Assert.Equal((isOurs ? Time.AddSeconds(-7) : default, isKnown ? Time.AddSeconds(-7) : default), (minute, any));
    }

    [Fact]
    public void A_month_is_read_whatever_its_day()
    {
        Assert.True(Stamp.TryReadMonth("20260231"u8, out var month, out var day));
        Assert.Equal((new DateOnly(2026, 2, 1), 31), (month, day));
        Assert.False(Stamp.TryReadMonth("20261331"u8, out _, out _));
    }

    [Fact]
    public void Times_of_tokens_are_read_as_they_are_written()
    {
        Assert.True(Stamp.TryReadText("2026-01-26 09:05:07", out var time));
        Assert.Equal(Time, time);
        Assert.False(Stamp.TryReadText(null, out _));
        var instant = new DateTimeOffset(Time, KoreaTime.Offset);
        Assert.Equal(instant, Stamp.ReadUtc(instant.ToUtcText()));
        Assert.Equal(TimeSpan.Zero, Stamp.ReadUtc(instant.ToUtcText()).Offset);
        Assert.Throws<FormatException>(() => Stamp.ReadUtc(null));
        Assert.Equal(new TimeOnly(9, 5), Stamp.ReadMinuteOfDay("0905"));
        Assert.Throws<FormatException>(() => Stamp.ReadMinuteOfDay("09:05"));
    }

    private static string Written(int length, Action<byte[]> write)
    {
        var text = new byte[length];
        write(text);
        return Encoding.ASCII.GetString(text);
    }
}
