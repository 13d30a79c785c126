using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>Pages that are not what was asked for.</summary>
internal sealed class FalsePages(Broker broker, Scheduler scheduler)
{
    private SimulationRandom Random => scheduler.Random;

    /// <summary>The answer to a question for a page.</summary>
    public byte[] Answer(BrokerFault fault, TruthSymbol symbol, DateOnly date, TimeOnly until)
    {
        var now = scheduler.Now;
        var asOf = fault is BrokerFault.Stale or BrokerFault.LaggingQuote ? now - (Lag() * TimeSpan.TicksPerSecond) : now;
        var rows = broker.Book.Page(symbol, date, until, now);
        var quote = BrokerBook.Quote(symbol, asOf);
        var cut = new CutRows(broker, symbol, date, rows, now);
        switch (fault)
        {
            case BrokerFault.Blank:
                // At Nextrade a blank page stands for a symbol that is not listed there.
                if (broker.Market.Venue == Venue.Nextrade)
                    cut.All(isBelieved: false);
                (rows, quote) = ([], default);
                break;
            case BrokerFault.Empty when IsSeen(symbol, rows):
                rows = [];
                break;
            case BrokerFault.CutOut when rows.Count > 2:
                var first = Random.Between(1, rows.Count - 2);
                cut.Between(first, Random.Between(1, rows.Count - 1 - first));
                break;
            case BrokerFault.CutTail when rows.Count > 1:
                cut.Newest(Random.Between(1, rows.Count - 1));
                break;
            case BrokerFault.Stray when rows.Count > 1 && EarlierBar(symbol, date) is { } earlier && earlier.At(now) is { } last:
                rows.Insert(Random.Below(rows.Count - 1), new(earlier.Minute, last.Open, last.High, last.Low, last.Close, last.Volume, last.Value));
                break;
            case BrokerFault.OtherDay when EarlierBar(symbol, date) is { } earlier && cut.Older():
                // In the middle of a walk it hides the rows before, however often it comes: what was traded by then shows it.
                broker.EverLeftOut.Add(symbol.Code);
                rows = broker.Book.Page(symbol, DateOnly.FromDateTime(earlier.Minute), TimeOnly.MaxValue, now);
                break;
            case BrokerFault.Stale:
                rows = Stale(symbol, date, until, asOf, rows);
                break;
            default:
                if (broker.Withheld.TryGetValue(symbol.Code, out var minutes))
                    cut.Minutes(minutes.From, minutes.To);
                break;
        }

        scheduler.Trace.Note(now, "kis", () => string.Create(CultureInfo.InvariantCulture,
            $"{symbol.Code} {quote}: {string.Join(", ", rows.Select(row => $"{row.Minute:dd HH:mm} {row.Volume} x {row.Low}-{row.High} = {row.AccValue}"))}"));
        var body = BrokerReplies.Page(rows, fault == BrokerFault.Blank || symbol.Kind == SymbolKind.Unknown ? 0 : 1000, quote);
        return fault == BrokerFault.StrangeTime && rows.Count > 0
            ? Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(body).Replace(Text(rows[^1].Minute), Random.Of("256100", "097000", "090075"), StringComparison.Ordinal))
            : body;
    }

    /// <summary>The answer to a question for totals.</summary>
    public byte[] Answer(BrokerFault fault, TruthSymbol symbol, DateOnly from, DateOnly to)
    {
        var totals = fault is BrokerFault.Empty or BrokerFault.Blank ? [] : broker.Book.Totals(symbol, from, to, scheduler.Now);
        for (var i = 0; i < totals.Count && fault == BrokerFault.FalseTotals; i++)
        {
            // Never nothing: then there would be no contradiction.
            var percent = Random.Of(30, 60, 150, 300);
            totals[i] = totals[i] with { Volume = Math.Max(500, totals[i].Volume * percent / 100), Value = Math.Max(500_000, totals[i].Value * percent / 100) };
        }

        return BrokerReplies.Totals(totals);
    }

    // The whole answer is of some minutes ago.
    private List<BrokerRow> Stale(TruthSymbol symbol, DateOnly date, TimeOnly until, long asOf, List<BrokerRow> present)
    {
        var then = new DateTimeOffset(asOf, TimeSpan.Zero).ToOffset(KoreaTime.Offset).DateTime;
        var told = broker.Book.Page(symbol, date, DateOnly.FromDateTime(then) == date && TimeOnly.FromDateTime(then) < until ? TimeOnly.FromDateTime(then) : until, asOf);
        var (hidden, other) = (new List<DateTime>(), new List<BrokerRow>());
        var newest = told.Count > 0 ? told[0].Minute : default;
        foreach (var bar in symbol.All.Where(bar => DateOnly.FromDateTime(bar.Minute) == date && TimeOnly.FromDateTime(bar.Minute) <= until && bar.At(scheduler.Now) is { } now && bar.At(asOf) != now))
        {
            var row = told.FindIndex(one => one.Minute == bar.Minute);
            if (row >= 0)
                other.Add(told[row]);
            else if (bar.Minute > newest || present.Exists(one => one.Minute == bar.Minute))
                hidden.Add(bar.Minute);
        }

        // The day's value by then is old too. Where it is no witness, nobody can tell.
        other.AddRange(told.Where(row => DateOnly.FromDateTime(row.Minute) == date && !broker.IsSeenByValue(row.Minute) && present.Exists(one => one.Minute == row.Minute && one.AccValue != row.AccValue)));
        broker.Deceptions.Add(new(symbol.Code, date, scheduler.Now, IsBelieved: true, hidden, other) { Newest = newest, Until = until });
        return told;
    }

    // Mostly up to twenty minutes, sometimes hours.
    private int Lag() => Random.Between(30, 1200) is var seconds && seconds % 4 == 0 ? seconds * 24 : seconds;

    // Rows worth less than one later bar's prices leave open are missed by nobody.
    private static bool IsSeen(TruthSymbol symbol, List<BrokerRow> rows) => rows.Count == 0
        || symbol.All.All(bar => bar.Versions.All(told => rows[0].AccValue > ((long)(told.High - told.Low) * told.Volume) + told.High + told.Volume));

    private static TruthBar? EarlierBar(TruthSymbol symbol, DateOnly date) => symbol.All.LastOrDefault(bar => DateOnly.FromDateTime(bar.Minute) < date);

    private static string Text(DateTime minute) => minute.ToString("HHmmss", CultureInfo.InvariantCulture);
}
