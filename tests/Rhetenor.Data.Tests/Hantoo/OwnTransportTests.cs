using System.Net.Sockets;
using System.Net.WebSockets;
using Rhetenor.Data.Tests.Ticks;

namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>Transports of other authors throw what lies beneath them: it is a lost connection like any other.</summary>
public sealed class OwnTransportTests : KisTests
{
    [Theory]
    [InlineData("socket")]
    [InlineData("timeout")]
    [InlineData("file")]
    [InlineData("web socket")]
    public async Task A_call_is_made_again_and_ends_with_a_typed_error(string kind)
    {
        var transport = new Failing(Kis, kind) { Failures = 2 };
        Assert.Equal(2, (await Clock.RunAsync(() => AskAsync(Client(transport: transport)))).Rows.Count);
        transport.Failures = int.MaxValue;
        var exception = await FailAsync(HantooError.Unavailable, Client(transport: transport), "the connection to openapi.koreainvestment.com failed");
        Assert.Equal(5, exception.Attempts);
    }

    [Theory]
    [InlineData("socket")]
    [InlineData("timeout")]
    public async Task A_master_is_downloaded_again_and_ends_with_a_typed_error(string kind)
    {
        var transport = new Failing(new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 50 }, Clock), kind) { Failures = 2 };
        Assert.NotNull(await Clock.RunAsync(() => new DwsMasterSource(transport, timeProvider: Clock).FetchAsync(Market.Kospi)));
        transport.Failures = int.MaxValue;
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Clock.RunAsync(() => new DwsMasterSource(transport, timeProvider: Clock).FetchAsync(Market.Kospi)));
        Assert.True(exception.IsTransient);
    }

    [Theory]
    [InlineData("socket")]
    [InlineData("timeout")]
    public async Task A_connection_of_ticks_that_is_not_opened_or_is_lost_is_opened_again(string kind)
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock) { Accepts = attempt => attempt != 1 && attempt != 3, Loss = () => Of(kind) };
        var items = await world.ReadAsync(world.Feed(["005930"], TickWorld.Still, script), TickWorld.At("09:10:00"), item =>
        {
            if (item.Kind == TickFeedKind.Subscribed && script.Attempts.Count == 2)
                script.Lose();
            return Task.CompletedTask;
        });
        Assert.Equal(4, script.Attempts.Count);
        Assert.Equal(
            ["no connection to ops.koreainvestment.com", "the connection was lost", "no connection to ops.koreainvestment.com"],
            items.Where(item => item.Kind == TickFeedKind.Disconnected).Select(item => item.Reason));
    }

    private static Exception Of(string kind) => kind switch
    {
        "socket" => new SocketException((int)SocketError.ConnectionReset),
        "timeout" => new TimeoutException(),
        "file" => new IOException(),
        _ => new WebSocketException(WebSocketError.Faulted),
    };

    private sealed class Failing(IHttpTransport inner, string kind) : IHttpTransport
    {
        public int Failures { get; set; }

        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
            request.Method == HttpMethod.Get && Failures-- > 0 ? Task.FromException<HttpResponseMessage>(Of(kind)) : inner.SendAsync(request, cancellationToken);
    }
}
