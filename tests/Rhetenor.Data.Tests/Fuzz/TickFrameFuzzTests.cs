using System.Text;
using Rhetenor.Data.Tests.Ticks;
using Xunit.Abstractions;
using static Rhetenor.Data.Tests.Ticks.TickFrames;

namespace Rhetenor.Data.Tests.Fuzz;

/// <summary>Frames of ticks over seeded damage of their own kind. RHETENOR_FUZZ is the number of seeds.</summary>
public sealed class TickFrameFuzzTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Known = TickWorld.At("09:00:06");

    private static readonly (string Name, Func<Random, byte[], byte[]> Apply)[] Damages =
    [
        ("cut", (random, frame) => frame[..random.Next(frame.Length)]),
        ("appended", (random, frame) => [.. frame, .. Encoding.UTF8.GetBytes(random.Next(4) switch { 0 => "^", 1 => "^^^7", 2 => "^" + Record(acc: 5), _ => "\r\n" })]),
        ("doubled", (_, frame) => [.. frame, .. frame]),
        ("a field doubled", (random, frame) => Fields(frame, fields => fields.Insert(random.Next(fields.Count), fields[random.Next(fields.Count)]))),
        ("a field removed", (random, frame) => Fields(frame, fields => fields.RemoveAt(random.Next(fields.Count)))),
        ("fields in another order", (random, frame) => Fields(frame, fields => Swap(fields, random.Next(fields.Count), random.Next(fields.Count)))),
        ("neighbours in another order", (random, frame) => Fields(frame, fields => Swap(fields, random.Next(fields.Count - 1), -1))),
        ("a blank field", (random, frame) => Fields(frame, fields => fields[random.Next(fields.Count)] = random.Next(2) == 0 ? "" : "   ")),
        ("a signed field", (random, frame) => Fields(frame, fields => Change(fields, random.Next(fields.Count), field => (random.Next(2) == 0 ? "-" : "+") + field))),
        ("a long field", (random, frame) => Fields(frame, fields => Change(fields, random.Next(fields.Count), field => field + new string('9', random.Next(1, 400))))),
        ("a count that is wrong", (random, frame) => Count(frame, $"{random.Next(0, 30):D3}")),
        ("a count that is huge", (random, frame) => Count(frame, random.Next(3) switch { 0 => "10000", 1 => "2147483647", _ => new string('9', 300) })),
        ("a count that is none", (random, frame) => Count(frame, random.Next(3) switch { 0 => "", 1 => "-1", _ => "1e3" })),
        ("encrypted", (_, frame) => [(byte)'1', .. frame[1..]]),
        ("another transaction", (random, frame) => Replaced(frame, "H0STCNT0", random.Next(2) == 0 ? "H0STASP0" : "H0NXCNT0")),
        ("bytes that are no text", (random, frame) => Bytes(random, frame, [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x00])),
        ("any bytes", (random, frame) => Bytes(random, frame, [(byte)'^', (byte)'|', (byte)'0', (byte)'9', (byte)' ', (byte)'A'])),
    ];

    private static int Seeds { get; } = int.TryParse(Environment.GetEnvironmentVariable("RHETENOR_FUZZ"), out var seeds) ? seeds : 2_000;

    public static TheoryData<string> Names => [.. Damages.Select(damage => damage.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void N78_a_damaged_frame_throws_nothing_takes_little_memory_and_loses_no_record_without_a_word(string name)
    {
        var damage = Damages.Single(one => one.Name == name).Apply;
        var (lost, most) = (0, 0L);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var (count, fields) = (random.Next(1, 21), random.Next(46, 61));
            var records = Enumerable.Range(1, count).Select(i => Record(volume: 7, acc: 7 * i, fields: fields)).ToArray();
            var bytes = damage(random, Encoding.UTF8.GetBytes(Frame(records)));
            var reader = new TickReader(Venue.Krx, symbol => symbol == "005930");
            var before = GC.GetAllocatedBytesForCurrentThread();
            var items = reader.Take(new(Known, bytes)).ToList();
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before - (8L * bytes.Length));
            items.AddRange(reader.Take(new(Known, Encoding.UTF8.GetBytes(Frame(Record(volume: 7, acc: 7 * (count + 1)))))));

            // A later tick shows by the day's volume what is missing, and what contradicts.
            var given = items.Where(item => item.Tick is not null).Select(item => (item.Tick!.Volume, item.Tick.AccVolume)).ToHashSet();
            var missing = Enumerable.Range(1, count).Count(i => !given.Contains((7, 7 * i)));
            var isSaid = items.Exists(item => item.Kind is TickFeedKind.Hole or TickFeedKind.Unreadable);
            Assert.True(missing == 0 || isSaid, $"{name}, seed {seed}: {missing} of {count} records are lost\n{Encoding.Latin1.GetString(bytes)}");
            Assert.True(given.Contains((7, 7 * (count + 1))) || isSaid, $"{name}, seed {seed}: the tick after it is lost");
            Assert.All(items, item => Assert.True(item.Reason is null || (item.Reason.Length < 200 && item.Reason.All(character => character is >= ' ' and <= '~')), item.ToString()));
            lost += missing > 0 ? 1 : 0;
        }

        output.WriteLine($"{name}: {Seeds} seeds, records missing and said in {lost}, at most {most:N0} bytes allocated beyond eight times the frame");
        Assert.InRange(most, long.MinValue, 64 << 10);
    }

    private static byte[] Fields(byte[] frame, Action<List<string>> change)
    {
        var text = Encoding.UTF8.GetString(frame);
        var payload = text.LastIndexOf('|') + 1;
        var fields = text[payload..].Split('^').ToList();
        change(fields);
        return Encoding.UTF8.GetBytes(text[..payload] + string.Join('^', fields));
    }

    private static void Swap(List<string> fields, int one, int other)
    {
        other = other < 0 ? one + 1 : other;
        (fields[one], fields[other]) = (fields[other], fields[one]);
    }

    private static void Change(List<string> fields, int place, Func<string, string> change) => fields[place] = change(fields[place]);

    private static byte[] Count(byte[] frame, string count)
    {
        var parts = Encoding.UTF8.GetString(frame).Split('|');
        parts[2] = count;
        return Encoding.UTF8.GetBytes(string.Join('|', parts));
    }

    private static byte[] Replaced(byte[] frame, string old, string other) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(frame).Replace(old, other, StringComparison.Ordinal));

    private static byte[] Bytes(Random random, byte[] frame, byte[] some)
    {
        var bytes = frame.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
            bytes[random.Next(bytes.Length)] = some[random.Next(some.Length)];
        return bytes;
    }
}
