namespace Rhetenor.Data.Klines;

/// <summary>Where a symbol's bars are while a history is built.</summary>
internal struct KlineRoom
{
    public KlineColumns Columns;
    public int Start;
    public int Size;
    public int Count;
}
