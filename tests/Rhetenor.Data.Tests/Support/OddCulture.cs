using System.Globalization;

namespace Rhetenor.Data.Tests;

/// <summary>A culture that writes numbers and times as no other does, so that a text made by it shows.</summary>
internal static class OddCulture
{
    public static CultureInfo Instance { get; } = new("")
    {
        NumberFormat = { NumberGroupSeparator = "'", NumberDecimalSeparator = ";", NegativeSign = "~" },
        DateTimeFormat =
        {
            TimeSeparator = "!", DateSeparator = "#", ShortDatePattern = "dd#MM#yyyy", LongTimePattern = "ss!mm!HH", ShortTimePattern = "mm!HH",
            AbbreviatedDayNames = ["일", "월", "화", "수", "목", "금", "토"],
        },
    };

    /// <summary>Runs something in it.</summary>
    public static T Run<T>(Func<T> function)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Instance;
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
