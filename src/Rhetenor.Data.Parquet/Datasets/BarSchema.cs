using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Rhetenor.Data.Datasets;

/// <summary>The columns of a file of bars.</summary>
/// <remarks>Minutes are stored in milliseconds: the package writes the statistics of times in milliseconds whatever the column's unit is,
/// and engines skip rows by them.</remarks>
internal static class BarSchema
{
    public static DataField<string> Symbol { get; } = new("symbol", nullable: false);

    public static DateTimeDataField Minute { get; } = new("minute", DateTimeFormat.Timestamp, isAdjustedToUTC: false, unit: DateTimeTimeUnit.Millis);

    public static DataField<double> Open { get; } = new("open");

    public static DataField<double> High { get; } = new("high");

    public static DataField<double> Low { get; } = new("low");

    public static DataField<double> Close { get; } = new("close");

    public static DataField<long> Volume { get; } = new("volume");

    public static DataField<long?> AccVolume { get; } = new("acc_vol");

    public static DataField<long?> AccValue { get; } = new("acc_value");

    public static DataField<bool> Filled { get; } = new("filled");

    public static DataField<DateOnly> Date { get; } = new("date");

    public static DataField<long> Value { get; } = new("value");

    public static DataField<double?> Base { get; } = new("base");

    public static DataField<int?> ExCode { get; } = new("ex_code");

    public static DataField<double?> SplitRatio { get; } = new("split_ratio");

    /// <summary>Gets the columns of bars that were read.</summary>
    public static ParquetSchema Traded { get; } = new(Symbol, Minute, Open, High, Low, Close, Volume, AccVolume, AccValue);

    /// <summary>Gets the columns of bars that may be filled forward.</summary>
    public static ParquetSchema Any { get; } = new([.. Traded.Fields, Filled]);

    /// <summary>Gets the columns of stored daily bars (일봉).</summary>
    public static ParquetSchema Daily { get; } = new(Symbol, Date, Open, High, Low, Close, Volume, Value, Base, ExCode, SplitRatio);

    /// <summary>Creates the options of a writer.</summary>
    /// <remarks>Cumulative numbers take a third as differences. <see cref="CompressionLevel.SmallestSize"/> takes thirty times as long and
    /// saves an eighth.</remarks>
    public static ParquetOptions WriterOptions()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        options.ColumnEncodingHints[Symbol.Name] = EncodingHint.Dictionary;
        foreach (var field in (DataField[])[Volume, AccVolume, AccValue, Value])
            options.ColumnEncodingHints[field.Name] = EncodingHint.DeltaBinaryPacked;
        return options;
    }
}
