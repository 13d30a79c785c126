using System.IO.Hashing;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>What it takes to open an indexed year of three markets and to compare two of its days.</summary>
public sealed class HistoryMemoryTests
{
    private const int Year = 2025, AlertedOfThousand = 10;
    private const long Most = 16 << 20;

    [Fact]
    public async Task Opening_an_indexed_year_and_comparing_two_days_allocates_less_than_16_MiB()
    {
        var (store, sessions) = (new InMemoryObjectStore(), DateRange.Days(new(Year, 1, 1), new(Year, 12, 31)).Where(Sessions.Contains).ToList());
        HeldMaster[] held = [.. from day in sessions from market in Market.All orderby day, market select new HeldMaster(day, market, 2)];
        foreach (var master in held)
            await store.PutIfAbsentAsync($"hantoo_master/{master.Date.ToDigits()}_{master.Market.ToKey()}.json", "{}"u8.ToArray());
        var timeline = new MasterTimeline();
        timeline.Restore(held, Market.All.SelectMany(market => Lives(market, sessions)), []);
        var body = ZstdText.Pack(TimelineJson.Write(timeline).Span);
        await store.PutIfAbsentAsync(new MasterKeys("hantoo_master").History(Year, sessions[^1], held.Length, Crc32.HashToUInt32(body)), body);
        Assert.Equal((726, 4_320), (held.Length, timeline.Spans.Count));
        Assert.InRange(timeline.Spans.Values.Sum(spans => spans.Count), 15_000, 30_000);

        Open();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var changes = Open();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(changes, 50, 200);
        Assert.True(allocated < Most, $"{allocated:N0} bytes");

        // All of it on this thread, whose memory is counted.
        int Open()
        {
            var reading = new MasterDownloader(store).LoadHistoryAsync(new(Year, 1, 1), new(Year, 12, 31));
            Assert.True(reading.IsCompletedSuccessfully);
            return reading.Result.Between(sessions[100], sessions[101]).Count;
        }
    }

    // An instrument is under a market alert on some days.
    private static IEnumerable<KeyValuePair<string, List<InstrumentSpan>>> Lives(Market market, List<DateOnly> sessions)
    {
        var (spec, random) = (HantooMstSpec.For(market), new Random(7));
        var mst = MstGenerator.Generate(spec, market switch { Market.Kospi => 2_500, Market.Kosdaq => 1_700, _ => 120 }, 5, sessions[0]);
        var plain = States("00");
        return States("01").Zip(plain, (alerted, state) => KeyValuePair.Create(state.StandardCode, Spans(state, alerted)));

        List<InstrumentState> States(string alert)
        {
            var field = spec.IndexOf("market_alert");
            for (var record = 0; record < mst.Length; record += spec.RecordWidth + 1)
                (mst[record + spec.OffsetOf(field)], mst[record + spec.OffsetOf(field) + 1]) = ((byte)alert[0], (byte)alert[1]);
            return [.. MasterEdits.Parsed(mst, spec).Select(InstrumentState.Of)];
        }

        List<InstrumentSpan> Spans(InstrumentState state, InstrumentState alerted)
        {
            var spans = new List<InstrumentSpan>();
            foreach (var day in sessions)
            {
                var now = random.Next(1_000) < AlertedOfThousand ? alerted : state;
                if (spans.Count > 0 && ReferenceEquals(spans[^1].State, now))
                    spans[^1] = spans[^1] with { To = day };
                else
                    spans.Add(new(day, day, now));
            }

            return spans;
        }
    }
}
