namespace Charts;

/// <summary>Maps values to a vertical range of the chart, with round numbers beside it.</summary>
internal sealed record Scale(double Low, double High, double Top, double Bottom)
{
    public double Y(double value) => Bottom - ((value - Low) / (High - Low) * (Bottom - Top));

    /// <summary>Returns about as many round numbers within the scale.</summary>
    public IEnumerable<double> Ticks(int about)
    {
        var rough = (High - Low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        for (var tick = Math.Ceiling(Low / step) * step; tick <= High; tick += step)
            yield return tick;
    }
}
