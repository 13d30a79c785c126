using System.Globalization;
using System.Net;

namespace Rhetenor.Data.Simulation;

/// <summary>The broker as one process sees it, with everything that goes wrong between the two.</summary>
internal sealed class ProcessTransport(Broker broker, SimulatedProcess process, Scheduler scheduler) : IHttpTransport
{
    private readonly Queue<long> _sent = new();

    // Symbols whose last page came empty in place of rows. It never does so again before they were answered: twice is what the broker does
    // for a symbol without trades.
    private readonly HashSet<string> _emptied = [];

    /// <summary>Calls that one second may hold.</summary>
    public int Limit { get; init; } = 18;

    private SimulationRandom Random => scheduler.Random;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        CountCall();
        var query = request.RequestUri!.PathAndQuery;
        var isToken = query.StartsWith("/oauth2", StringComparison.Ordinal);
        var name = isToken ? "token" : $"page {Value(query, "FID_INPUT_ISCD")} {Value(query, "FID_INPUT_HOUR_1")}";
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
        var (status, body) = isToken ? Token() : Page(query, fault);
        if (BrokerFaults.Error(fault) is { } error)
            (status, body) = error;
        var date = scheduler.Instant;
        await scheduler.StepAsync(process, "kis< " + name);
        cancellationToken.ThrowIfCancellationRequested();
        if (fault == BrokerFault.None)
            _emptied.Remove(Value(query, "FID_INPUT_ISCD"));
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
        // KRX alone: elsewhere an unknown symbol without rows is one that is not listed there, and is believed to be.
        var isBlank = fault == BrokerFault.Blank && broker.Market.Venue == Venue.Krx && _emptied.Add(symbol.Code);
        if (isBlank)
            rows.Clear();
        else if (fault == BrokerFault.Empty && rows.Count > 0 && _emptied.Add(symbol.Code))
            rows.Clear();
        var price = isBlank || symbol.Kind == SymbolKind.Unknown ? 0 : 1000;
        return (HttpStatusCode.OK, BrokerReplies.Page(rows, price, isBlank ? 0 : broker.DayVolume(symbol)));
    }

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
