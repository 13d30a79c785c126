namespace Rhetenor.Data;

/// <summary>A stock price index (지수) of the Korea Exchange. Its bars are a series of their own, in points.</summary>
public enum StockIndex
{
    /// <summary>KOSPI (코스피).</summary>
    Kospi,

    /// <summary>KOSDAQ (코스닥).</summary>
    Kosdaq,

    /// <summary>KOSPI 200 (코스피200).</summary>
    Kospi200,

    /// <summary>KOSDAQ 150 (코스닥150).</summary>
    Kosdaq150,
}
