namespace Rhetenor.Data.Tests;

public sealed class FaultScriptTests
{
    private static readonly HttpFault One = HttpFault.Status(501);
    private static readonly HttpFault Two = HttpFault.Status(502);
    private readonly Echo _server = new();

    [Fact]
    public void The_next_requests_meet_their_faults_in_turn()
    {
        _server.Faults.Next(One).Next(Two, times: 2);
        Assert.Equal([501, 502, 502, 200], Ask("/a", "/b", "/a", "/a"));
    }

    [Fact]
    public void One_request_is_picked_by_its_number()
    {
        _server.Faults.OnRequest(3, One);
        Assert.Equal([200, 200, 501, 200], Ask("/a", "/a", "/a", "/a"));
    }

    [Fact]
    public void Requests_are_picked_by_path_and_place()
    {
        _server.Faults.OnPath("kospi", One, nth: 2, times: 2);
        Assert.Equal([200, 200, 501, 501, 200], Ask("/KOSPI_code", "/konex", "/kospi", "/kospi", "/kospi"));
    }

    [Fact]
    public void The_first_rule_that_applies_wins()
    {
        _server.Faults.OnPath("a", One).Always(Two, request => request.Uri.AbsolutePath != "/c");
        Assert.Equal([502, 501, 502, 200], Ask("/b", "/a", "/a", "/c"));
    }

    [Fact]
    public void What_did_not_happen_is_known()
    {
        _server.Faults.Next(One, times: 3).OnPath("never", Two).Randomly(0.5, 1, Two).Always(Two);
        Ask("/a");
        Assert.Equal([new ScriptedFault(One, 2), new ScriptedFault(Two, 1)], _server.Faults.Remaining);
        var left = Assert.Throws<InvalidOperationException>(_server.Faults.EnsureAllMet);
        Assert.Equal($"No request met {new ScriptedFault(One, 2)}, {new ScriptedFault(Two, 1)}.", left.Message);
        _server.Faults.Clear();
        Assert.Empty(_server.Faults.Remaining);
        _server.Faults.EnsureAllMet();
        Assert.Equal([200], Ask("/a"));
    }

    [Fact]
    public void Chance_is_the_same_for_the_same_seed()
    {
        var first = Random(5);
        Assert.Equal(first, Random(5));
        Assert.NotEqual(first, Random(6));
        Assert.InRange(first.Count(status => status == 501), 50, 150);

        static IEnumerable<int> Random(int seed)
        {
            var server = new Echo();
            server.Faults.Randomly(0.1, seed, One);
            return [.. Ask(server, Enumerable.Repeat("/a", 1000))];
        }
    }

    [Fact]
    public void Senseless_rules_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _server.Faults.Next(One, times: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _server.Faults.OnPath("a", One, nth: 0));
    }

    [Fact]
    public void Faults_describe_themselves() =>
        Assert.Equal("CutFault { Bytes = 10, Ending = Reset }", HttpFault.ResetMidBody(10).ToString());

    private IEnumerable<int> Ask(params string[] paths) => Ask(_server, paths);

    private static IEnumerable<int> Ask(Echo server, IEnumerable<string> paths) =>
        [.. paths.Select(path => (int)server.Reply(new SimulatedRequest(HttpMethod.Get, new Uri("http://host.invalid" + path))).StatusCode)];
}
