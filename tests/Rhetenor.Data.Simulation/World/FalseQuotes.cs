using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>The quotes of several symbols in one answer, and answers that are not so: rows that are missing, blank, there twice, of another day or of
/// some time ago.</summary>
internal sealed class FalseQuotes(Broker broker, Scheduler scheduler)
{
    private SimulationRandom Random => scheduler.Random;

    public byte[] Answer(BrokerFault fault, IEnumerable<TruthSymbol> symbols)
    {
        var now = scheduler.Now;
        var asOf = fault is BrokerFault.Stale or BrokerFault.LaggingQuote ? now - (Random.Between(30, 7200) * TimeSpan.TicksPerSecond) : now;
        var rows = new List<string>();
        foreach (var symbol in fault == BrokerFault.Empty ? [] : symbols)
        {
            var quote = fault == BrokerFault.OtherDay ? BrokerBook.Quote(symbol, now - TimeSpan.TicksPerDay) : BrokerBook.Quote(symbol, asOf);
            if (fault == BrokerFault.FalseTotals)
                quote = quote with { Value = quote.Value * Random.Of(30, 60, 150, 300) / 100 };
            if (asOf != now)
                Hide(symbol, asOf);
            if (fault is BrokerFault.CutOut or BrokerFault.CutTail && Random.Chance(50))
                continue;
            var price = fault == BrokerFault.Blank || symbol.Kind == SymbolKind.Unknown ? 0 : 1000;
            var row = string.Create(CultureInfo.InvariantCulture,
                $"{{\"inter_shrn_iscd\":\"{symbol.Code}\",\"inter2_prpr\":\"{price}\",\"acml_vol\":\"{quote.Shares}\",\"acml_tr_pbmn\":\"{quote.Value}\",\"inter2_prdy_clpr\":\"{quote.PreviousClose}\"}}");
            rows.AddRange(Enumerable.Repeat(row, fault == BrokerFault.Stray ? 2 : 1));
        }

        scheduler.Trace.Note(now, "kis", () => string.Join(", ", rows));
        return Encoding.ASCII.GetBytes($"{{\"output\":[{string.Join(',', rows)}],\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"ok\"}}");
    }

    // A quote of some time ago can be that of the last bar, although others followed. Nobody can tell before the next one.
    private void Hide(TruthSymbol symbol, long asOf)
    {
        var date = KoreaTime.DateOf(scheduler.Instant);
        broker.Deceptions.Add(new(symbol.Code, date, scheduler.Now, IsBelieved: true,
            [.. symbol.All.Where(bar => DateOnly.FromDateTime(bar.Minute) == date && bar.At(scheduler.Now) is { } told && bar.At(asOf) != told).Select(bar => bar.Minute)], []));
    }
}
