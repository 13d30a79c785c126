using System.Globalization;
using System.Net;
using System.Text;

namespace Rhetenor.Data.Simulation;

/// <summary>The broker as one process sees it, with everything that goes wrong between the two.</summary>
internal sealed class ProcessTransport(Broker broker, SimulatedProcess process, Scheduler scheduler) : IHttpTransport
{
    private readonly Queue<long> _sent = new();

    /// <summary>Calls that one second may hold.</summary>
    public int Limit { get; init; } = 18;

    private SimulationRandom Random => scheduler.Random;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        CountCall();
        var query = request.RequestUri!.PathAndQuery;
        var isToken = query.StartsWith("/oauth2", StringComparison.Ordinal);
        var isDaily = query.Contains("inquire-daily-itemchartprice", StringComparison.Ordinal);
        var name = isToken ? "token" : isDaily ? $"daily {Value(query, "FID_INPUT_ISCD")}" : $"page {Value(query, "FID_INPUT_ISCD")} {Value(query, "FID_INPUT_HOUR_1")}";
        await scheduler.StepAsync(process, "kis> " + name);
        cancellationToken.ThrowIfCancellationRequested();
        var fault = scheduler.Now < broker.OutageUntil ? BrokerFault.NoConnection
            : Random.Chance(broker.Faults.Http) ? BrokerFaults.Draw(Random, broker.Faults.IsCalm)
            : Random.Chance(broker.Faults.Empty) ? BrokerFault.Empty
            : BrokerFault.None;
        if (fault != BrokerFault.None)
            scheduler.Trace.Add(scheduler.Now, process.Name, $"fault {fault}");
        if (fault == BrokerFault.NoConnection)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection");
        if (fault == BrokerFault.Silence)
            await SilenceAsync(cancellationToken);
        var (status, body) = isToken ? Token() : isDaily ? Daily(query, fault) : Page(query, fault);
        if (BrokerFaults.Error(fault) is { } error)
            (status, body) = error;
        var date = scheduler.Instant;
        await scheduler.StepAsync(process, "kis< " + name);
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == BrokerFault.Reset)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
        if (fault == BrokerFault.BrokenJson)
            body = body[..Random.Between(1, body.Length - 1)];
        var reply = BrokerReplies.Of(status, body, date);
        if (fault == BrokerFault.CutShort)
            reply.Content.Headers.ContentLength = body.Length + 100;
        return reply;
    }

    private (HttpStatusCode Status, byte[] Body) Token() => broker.IssueToken() is { } token
        ? (HttpStatusCode.OK, BrokerReplies.Token(token, scheduler.Instant.AddHours(24)))
        : (HttpStatusCode.Forbidden, BrokerReplies.Error("EGW00133"));

    private (HttpStatusCode Status, byte[] Body) Page(string query, BrokerFault fault)
    {
        var symbol = broker.Market.Find(Value(query, "FID_INPUT_ISCD"));
        var day = Value(query, "FID_INPUT_DATE_1");
        var date = day.Length == 0 ? broker.Market.Session.Date : DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture);
        var until = TimeOnly.ParseExact(Value(query, "FID_INPUT_HOUR_1"), "HHmmss", CultureInfo.InvariantCulture);
        var rows = broker.Page(symbol, date, until);
        // At Nextrade an unknown symbol without rows is one that is not listed there, and is believed to be.
        var isBlank = fault == BrokerFault.Blank && broker.Market.Venue != Venue.Nextrade;
        if (isBlank || (fault == BrokerFault.Empty && IsSeen(symbol, rows)))
            rows.Clear();
        else if (fault == BrokerFault.CutOut)
            CutOut(rows);
        else if (fault == BrokerFault.Stray && symbol.EarlierBars.Count > 0 && rows.Count > 1)
            rows.Insert(Random.Below(rows.Count - 1), Earlier(symbol.EarlierBars[^1]));
        else if (fault == BrokerFault.StrangeTime && rows.Count > 0)
            return (HttpStatusCode.OK, Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(BrokerReplies.Page(rows, 1000, broker.Quote(symbol)))
                .Replace(Text(rows[^1].Minute), Random.Of("256100", "097000", "090075"), StringComparison.Ordinal)));
        var price = isBlank || symbol.Kind == SymbolKind.Unknown ? 0 : 1000;
        return (HttpStatusCode.OK, BrokerReplies.Page(rows, price, isBlank ? default : broker.Quote(symbol)));
    }

    private (HttpStatusCode Status, byte[] Body) Daily(string query, BrokerFault fault)
    {
        var (from, to) = (Date(query, "FID_INPUT_DATE_1"), Date(query, "FID_INPUT_DATE_2"));
        var totals = fault is BrokerFault.Empty or BrokerFault.Blank ? [] : broker.Totals(broker.Market.Find(Value(query, "FID_INPUT_ISCD")), from, to);
        return (HttpStatusCode.OK, BrokerReplies.Totals(totals));
    }

    private static DateOnly Date(string query, string name) => DateOnly.ParseExact(Value(query, name), "yyyyMMdd", CultureInfo.InvariantCulture);

    // One or more rows are left out between two others, and were worth more than the later one's prices leave open: less can be seen by nobody.
    private void CutOut(List<BrokerRow> rows)
    {
        if (rows.Count < 3)
            return;
        var first = Random.Between(1, rows.Count - 2);
        var count = Random.Between(1, rows.Count - 1 - first);
        var later = rows[first - 1];
        var lost = rows[first].AccValue - rows[first + count].AccValue;
        if (rows[first + count].Minute.Date == later.Minute.Date && broker.IsSeenByValue(later.Minute) && lost > (((long)later.High - later.Low) * later.Volume) + later.High + later.Volume)
            rows.RemoveRange(first, count);
    }

    // Rows worth less than one later bar's prices leave open are missed by nobody.
    private static bool IsSeen(TruthSymbol symbol, List<BrokerRow> rows) => rows.Count == 0
        || symbol.All.All(bar => rows[0].AccValue > ((long)(bar.High - bar.Low) * bar.FinalVolume) + bar.High + bar.FinalVolume);

    private static BrokerRow Earlier(TruthBar bar) => new(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.FinalVolume, (long)bar.FinalVolume * bar.Close);

    private static string Text(DateTime minute) => minute.ToString("HHmmss", CultureInfo.InvariantCulture);

    // P13: in no second that one cares to choose are there more calls than the limit.
    private void CountCall()
    {
        scheduler.RequireOwnThread("a call");
        _sent.Enqueue(scheduler.Now);
        while (scheduler.Now - _sent.Peek() >= TimeSpan.TicksPerSecond)
            _sent.Dequeue();
        if (_sent.Count > Limit)
            scheduler.Violate($"P13: {process.Name} made {_sent.Count} calls within a second; {Limit} are allowed.");
    }

    private static async Task SilenceAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        await never.Task;
    }

    private static string Value(string query, string name)
    {
        var start = query.IndexOf(name + "=", StringComparison.Ordinal);
        if (start < 0)
            return "";
        start += name.Length + 1;
        var end = query.IndexOf('&', start);
        return end < 0 ? query[start..] : query[start..end];
    }
}
