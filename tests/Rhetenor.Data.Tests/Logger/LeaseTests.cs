using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Keys, bytes, division and moves of leases.</summary>
public sealed class LeaseTests
{
    private const string Golden =
        """{"members":[{"owner":"host-1","id":"5f0c7be81c2a9d34","expiry":300,"rate":18,"seen":41,"done":0,"shares":[0,1,2]},{"owner":"host-2","id":"91d2403bb6ef7a50","expiry":300,"rate":18,"seen":40,"done":0,"shares":[3,4,5]}]}""";

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

    private static readonly HashSet<string> Nobody = [];

    [Fact]
    public void A_term_has_the_documented_bytes_and_key()
    {
        var term = new LeaseTerm(
        [
            new("host-1", "5f0c7be81c2a9d34", Expiry, 18) { Seen = 41, Shares = [0, 1, 2] },
            new("host-2", "91d2403bb6ef7a50", Expiry, 18) { Seen = 40, Shares = [3, 4, 5] },
        ]);
        Assert.Equal(Golden, Encoding.UTF8.GetString(LeaseJson.Write(term).Span));
        Assert.Contains(Golden, Repository.Read("docs/FORMAT.md"), StringComparison.Ordinal);
        Assert.True(LeaseJson.TryRead(Encoding.UTF8.GetBytes(Golden), out var read));
        Assert.Equal(Golden, Encoding.UTF8.GetString(LeaseJson.Write(read).Span));
        Assert.Equal(
            "k/leases/20260520_J_d4da1a29e6ffdf23/000042.json",
            LeaseKey.Of(LeaseKey.FolderOf("k", new DateOnly(2026, 5, 20), Venue.Krx, ["000660", "005930"]), 42));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"members":[{}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":0,"rate":1,"seen":1,"done":0,"shares":[]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":1e300,"rate":1,"seen":1,"done":0,"shares":[]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":9,"rate":1e999,"seen":1,"done":0,"shares":[]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":9,"rate":1,"seen":1,"done":0,"shares":[]},{"owner":"b","id":"1","expiry":9,"rate":1,"seen":1,"done":0,"shares":[]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":9,"rate":-1,"seen":1,"done":0,"shares":[]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":9,"rate":1,"seen":1,"done":0,"shares":[1,1]}]}""")]
    [InlineData("""{"members":[{"owner":"a","id":"1","expiry":9,"rate":1,"seen":1,"done":0,"shares":[]},{"owner":"a","id":"2","expiry":9,"rate":1,"seen":1,"done":0,"shares":[]}]}""")]
    public void What_is_no_term_is_refused(string text) => Assert.False(LeaseJson.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(64)]
    [InlineData(2_700)]
    public void Every_list_of_the_same_symbols_has_the_same_division_into_shares_of_one_size(int count)
    {
        var symbols = KisSymbols.Mix(count).Select(symbol => symbol.Code).ToList();
        var (one, other) = (new WorkDivision(symbols), new WorkDivision([.. symbols.Order(StringComparer.Ordinal).Reverse()]));
        Assert.All(symbols, symbol => Assert.Equal(one.Of(symbol), other.Of(symbol)));
        var sizes = symbols.GroupBy(one.Of).ToDictionary(share => share.Key, share => share.Count());
        Assert.Equal(one.All, sizes.Keys.Order());
        Assert.InRange(sizes.Values.Max() - sizes.Values.Min(), 0, 1);
    }

    [Fact]
    public void K10_K14_shares_come_to_rest_and_each_has_one_member()
    {
        var open = Enumerable.Range(0, 64).ToHashSet();
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var members = Enumerable.Range(0, 1 + random.Next(9)).Select(i => new LeaseMember($"host-{i}", $"{i}", Expiry, random.Next(1, 4) * 6)).ToList();
            var (term, moves) = (LeaseTerm.None, 0);
            for (var quiet = 0; quiet < 2 * members.Count;)
            {
                var me = members[moves % members.Count];
                var next = LeaseMoves.Next(term, me with { Seen = ++moves }, Nobody, new(open, Nobody.Select(_ => 0).ToHashSet()));
                quiet = Shares(next) == Shares(term) && next.Members.Count == members.Count ? quiet + 1 : 0;
                term = next;
                Assert.True(moves < 100, $"{seed}: {Shares(term)}");
                Assert.Equal(term.Members.Sum(member => member.Shares.Count), term.Members.SelectMany(member => member.Shares).Distinct().Count());
            }

            // Whoever can make twice the calls has twice the shares.
            Assert.Equal(64, term.Members.Sum(member => member.Shares.Count));
            var rate = term.Members.Sum(member => member.Rate);
            Assert.All(term.Members, member => Assert.InRange(member.Shares.Count - (64 * member.Rate / rate), -1, 1));
        }

        static string Shares(LeaseTerm term) => string.Join(' ', term.Members.Select(member => $"{member.Owner}:{string.Join(',', member.Shares)}"));
    }

    [Fact]
    public void K11_K15_what_a_member_had_that_is_gone_is_free_and_the_same_name_has_it_at_once()
    {
        var two = new LeaseTerm([new("a", "1", Expiry, 6) { Shares = [0, 1] }, new("b", "2", Expiry, 6) { Shares = [2, 3] }]);
        var wishes = new LeaseWishes(new HashSet<int> { 0, 1, 2, 3 }, new HashSet<int>());
        var alone = LeaseMoves.Next(two, new("b", "2", Expiry, 6), new HashSet<string> { "1" }, wishes);
        Assert.Equal([0, 1, 2, 3], Assert.Single(alone.Members).Shares);
        var again = LeaseMoves.Next(two, new("a", "3", Expiry, 6), Nobody, null);
        Assert.Equal((2, "3"), (again.Members.Count, again.Members[0].Id));
        Assert.Equal([0, 1], again.Members[0].Shares);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(300)]
    public async Task The_last_term_is_found_without_a_listing_and_what_cannot_be_read_changes_nothing(int terms)
    {
        var store = new RecordingStore();
        for (var number = 1; number <= terms; number++)
            store.Overwrite($"l/{number:000000}.json", Term(number));
        var chain = new LeaseChain(store, "l/", new ExclusiveWriter(store, "l", new(), isTrusted: true, TimeProvider.System), NullLogger.Instance);
        await chain.ReadAsync(default);
        Assert.Equal((terms, terms), (chain.Number, chain.Last.Find("a")?.Seen ?? 0));
        Assert.Empty(store.Lists);
        Assert.InRange(store.Reads.Count, 1, 25);

        // Another process was faster, and wrote something that nobody can read.
        store.Overwrite($"l/{terms + 1:000000}.json", [0]);
        Assert.False(await chain.TryWriteAsync(LeaseTerm.None, default));
        await chain.ReadAsync(default);
        Assert.Equal((terms + 1, terms), (chain.Number, chain.Last.Find("a")?.Seen ?? 0));
        Assert.True(await chain.TryWriteAsync(LeaseTerm.None, default));
        Assert.Equal(terms + 2, chain.Number);

        static byte[] Term(int number) => LeaseJson.Write(new([new("a", "1", TimeSpan.FromMinutes(5), 6) { Seen = number }])).ToArray();
    }

    [Fact]
    public void Options_that_cannot_be_meant_are_refused()
    {
        foreach (var owner in new[] { "", "a b", "a/b", "호스트", new string('a', 65) })
            Assert.Contains($"Sharing.Owner is '{owner}'. It must be 1 to 64 ASCII letters", Refused(new() { Sharing = new() { Owner = owner } }), StringComparison.Ordinal);
        Assert.Contains("Sharing.Expiry must be from 00:00:10 to 01:00:00.", Refused(new() { Sharing = new() { Owner = "a", Expiry = TimeSpan.FromSeconds(9) } }), StringComparison.Ordinal);

        static string Refused(KlineLoggerOptions options) =>
            Assert.ThrowsAny<ArgumentException>(() => new LoggerWorld(new(2026, 5, 20), "18:30", 1).Logger(options)).Message;
    }
}
