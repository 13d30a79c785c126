using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Fills a table from an object, and restores the table when the object is refused.</summary>
internal sealed class KlineFilling : IDisposable
{
    private readonly KlineTable _table;
    private readonly KlineTable.TableMark _mark;
    private readonly long _mostCells;
    private bool _isDone;

    public KlineFilling(KlineTable table, KlineLimits limits, int bytes)
    {
        (_table, _mark, _mostCells) = (table, table.Mark, limits.CellsIn(bytes));
        Lines = new KlineLineFeed(table, limits.MaxLineBytes);
        table.Allow(limits.BarsIn(bytes));
    }

    public KlineLineFeed Lines { get; }

    public void End(bool hasChecksum)
    {
        Lines.End();
        _table.RequireDense(_mark.Lines, _mostCells);
        _table.HasChecksum = hasChecksum;
        _isDone = true;
    }

    public void Dispose()
    {
        Lines.Dispose();
        _table.Allow(null);
        if (!_isDone)
            _table.Rollback(_mark);
    }
}
