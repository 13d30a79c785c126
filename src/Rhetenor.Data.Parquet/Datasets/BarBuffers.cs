namespace Rhetenor.Data.Datasets;

/// <summary>Memory for the columns of a row group, in the order of <see cref="BarSchema"/>.</summary>
internal sealed class BarBuffers
{
    public BarBuffers(int size)
    {
        Size = size;
        Symbols = new ReadOnlyMemory<char>[size];
        Minutes = new DateTime[size];
        (Open, High, Low, Close) = (new double[size], new double[size], new double[size], new double[size]);
        (Volume, AccVolume, AccValue) = (new long[size], new long[size], new long[size]);
        Levels = new int[size];
    }

    public int Size { get; }

    public ReadOnlyMemory<char>[] Symbols { get; }

    public DateTime[] Minutes { get; }

    public double[] Open { get; }

    public double[] High { get; }

    public double[] Low { get; }

    public double[] Close { get; }

    public long[] Volume { get; }

    public long[] AccVolume { get; }

    public long[] AccValue { get; }

    /// <summary>Gets 1 for each row that has a value of a column, 0 for each that has none.</summary>
    public int[] Levels { get; }

    /// <summary>Copies the first rows to other memory.</summary>
    public void CopyTo(BarBuffers other, int count)
    {
        Array.Copy(Symbols, other.Symbols, count);
        Array.Copy(Minutes, other.Minutes, count);
        Array.Copy(Open, other.Open, count);
        Array.Copy(High, other.High, count);
        Array.Copy(Low, other.Low, count);
        Array.Copy(Close, other.Close, count);
        Array.Copy(Volume, other.Volume, count);
        Array.Copy(AccVolume, other.AccVolume, count);
        Array.Copy(AccValue, other.AccValue, count);
    }
}
