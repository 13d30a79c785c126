namespace Rhetenor.Data.Klines;

/// <summary>The location of a symbol's bars while a history is built.</summary>
internal struct KlineRoom
{
    public KlineColumns Columns;
    public int Start;
    public int Size;
    public int Count;
}
