using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Fuzz;

/// <summary>Every decoder over seeded damage. RHETENOR_FUZZ is the number of seeds for each.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    private static int Seeds { get; } = int.TryParse(Environment.GetEnvironmentVariable("RHETENOR_FUZZ"), out var seeds) ? seeds : 2_000;

    public static TheoryData<string> Decoders => [.. Decoder.All.Select(decoder => decoder.Name)];

    [Theory]
    [MemberData(nameof(Decoders))]
    public async Task L13_P17_damaged_input_is_read_or_refused_by_a_typed_error_in_little_memory(string name)
    {
        var decoder = Decoder.Named(name);
        Assert.True(decoder.TryRead(decoder.Sample));
        var (seed, read, most) = (0, 0, 0L);
        var run = Task.Run(() =>
        {
            for (; seed < Seeds; seed++)
            {
                var bytes = new Mutator(seed).Mutate(decoder.Sample);
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    read += decoder.TryRead(bytes) ? 1 : 0;
                }
                catch (Exception exception)
                {
                    Assert.Fail($"{name}, seed {seed}: {exception}\n{Convert.ToHexString(bytes)}");
                }

                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before - bytes.Length);
            }
        });
        Assert.True(run == await Task.WhenAny(run, Task.Delay(TimeSpan.FromMinutes(10))), $"{name}: seed {seed} does not end");
        await run;
        output.WriteLine($"{name}: {Seeds} seeds, {read} read, {Seeds - read} refused, at most {most:N0} bytes allocated");
        Assert.InRange(most, 0, 64 << 20);
    }
}
