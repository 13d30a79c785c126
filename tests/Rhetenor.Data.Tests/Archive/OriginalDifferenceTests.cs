using System.Text;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Where the Python original reads the same objects otherwise, or fails: the list of docs/FORMAT.md.</summary>
public sealed class OriginalDifferenceTests : IDisposable
{
    private const string First = "20260126090000_20260126090100_J_20260126100000";
    private const string Second = "20260126090000_20260126090100_J_20260126110000";
    private const string Six = "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\"";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OriginalFact]
    public async Task H7_other_fields_replace_a_whole_minute_there_and_a_symbol_s_bar_here()
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1],\"B\":[2,2,2,2,2,2]"));
        Write(Second, Bars.Line("\"A\":[3,3,3,3,3,3,9]", Six + ",\"acc_value\""));
        Assert.Equal(["A"], Theirs().Keys.Select(bar => bar.Symbol));
        Assert.Equal([("A", 3L), ("B", 2L)], (await OursAsync()).Select(bar => (bar.Key.Symbol, bar.Value["open"])).Order());
    }

    [OriginalTheory]
    // The object of the later retrieval replaces the minute there: its own, or the logger's.
    [InlineData(First, Second, "C")]
    [InlineData(Second, First, "A, B")]
    public async Task A_minute_in_its_six_fields_and_in_ours_is_one_writer_s_there_and_both_here(string ours, string theirs, string seen)
    {
        WriteShared(ours, theirs, "202601260900");
        Assert.Equal(seen, string.Join(", ", Theirs().Keys.Select(bar => bar.Symbol).Order()));
        Assert.Equal(seen, string.Join(", ", TheirFrames().Keys.Select(bar => bar.Symbol).Order()));
        Assert.Equal(["A", "B", "C"], (await OursAsync()).Keys.Select(bar => bar.Symbol).Order());
    }

    [OriginalTheory]
    // In the same minute, and in another one.
    [InlineData("202601260900", true)]
    [InlineData("202601260901", true)]
    [InlineData("202601260900", false)]
    public async Task A_compacted_object_with_its_bars_ends_its_read_and_one_with_ours_alone_is_read_alike(string stamp, bool hasTheirs)
    {
        WriteShared(First, hasTheirs ? Second : null, stamp);
        Write("20260126090100_20260126090100_J_20260126103000", Bars.Line("\"A\":[1,1,1,1,1,2,2]", Six + ",\"acc_value\"", "202601260901"));
        var before = await OursAsync();
        var store = new DirectoryObjectStore(Path.GetDirectoryName(_folder.Path)!);
        var compactor = new KlineCompactor(store, new() { Archive = new() { Prefix = Path.GetFileName(_folder.Path) }, StampFormat = "yyyyMMddHHmm", CompressionLevel = 3 });
        Assert.Equal(CompactionOutcome.Written, (await compactor.CompactAsync(Bars.Date, Bars.Date)).Single().Outcome);
        // Beside the objects that it was made of, and alone.
        for (var i = 0; i < 2; i++)
        {
            if (hasTheirs)
                Assert.Contains("TypeError", Assert.Throws<InvalidDataException>(Theirs).Message, StringComparison.Ordinal);
            else
                Assert.Equal(Values(before), Values(TheirFrames()));
            Assert.Equal(Values(before), Values(await OursAsync()));
            await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, store);
        }

        Assert.Single(Directory.GetFiles(_folder.Path, "*.zstd"));
    }

    [OriginalTheory]
    [InlineData("null", "TypeError")]
    [InlineData("\"None\"", "ValueError")]
    [InlineData("\"\"", "ValueError")]
    public async Task H9_a_value_that_is_no_number_ends_its_read_and_is_one_row_or_none_here(string value, string error)
    {
        Write(First, Bars.Line($"\"A\":[1,1,1,1,1,{value}],\"B\":[2,2,2,2,2,2]"));
        Assert.Contains(error, Assert.Throws<InvalidDataException>(Theirs).Message, StringComparison.Ordinal);
        Assert.Equal(value == "null" ? ["A", "B"] : ["B"], (await OursAsync(problems: value == "null" ? 0 : 1)).Keys.Select(bar => bar.Symbol).Order());
    }

    [OriginalFact]
    public void Decimals_are_cut_off_there()
    {
        Write(First, Bars.Line("\"A\":[308750.5,308750.75,1,1,1,1]"));
        Assert.Equal((308_750L, 308_750L), (Theirs().Values.Single()["open"], Theirs().Values.Single()["high"]));
        var table = KlineCodec.Unpack(File.ReadAllBytes(Path.Join(_folder.Path, First + ".jsonl.zstd")));
        Assert.Equal((308_750.5m, 308_750.75m), (table[0]["A"].Open, table[0]["A"].High));
    }

    [OriginalFact]
    public async Task The_short_ending_is_not_seen_there()
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]"));
        Write(Second, Bars.Line("\"A\":[2,2,2,2,2,2]"), KlineKey.ShortExtension);
        Assert.Equal((1L, 2L), (Theirs().Values.Single()["open"], (await OursAsync()).Values.Single()["open"]));
    }

    [OriginalFact]
    public async Task A_line_of_another_date_is_in_its_view_and_not_in_ours()
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]") + Bars.Line("\"A\":[1,1,1,1,1,1]", stamp: "2026-01-27_09:00"));
        Assert.Equal((2, 1), (Theirs().Count, (await OursAsync()).Count));
    }

    [OriginalFact]
    public async Task H6_both_forms_of_stamps_in_a_range_end_its_read_and_are_one_minute_here()
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]"));
        Write(Second, Bars.Line("\"A\":[2,2,2,2,2,2]", stamp: "202601260900"));
        Assert.Contains("TypeError", Assert.Throws<InvalidDataException>(Theirs).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await OursAsync()).Values.Single()["open"]);
    }

    [OriginalTheory]
    [InlineData("2026-01-26_09:00")]
    [InlineData("2026-01-26_0900")]
    [InlineData("20260126090000")]
    public async Task Its_data_frames_take_the_stamp_of_twelve_digits_only(string stamp)
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]", stamp: stamp));
        Assert.Single(Theirs());
        Assert.Contains("does not match format", Assert.Throws<InvalidDataException>(TheirFrames).Message, StringComparison.Ordinal);
        Assert.Single(await OursAsync());
    }

    [OriginalFact]
    public async Task H6_J5_times_of_twelve_digits_are_misread_there_and_leave_a_part_of_a_day_out()
    {
        // 09:10 to 09:19 become 09:01:00 and 09:01:09, in the name and in the lines.
        Write("202601260910_202601260919_J_20260126100000", string.Concat(Enumerable.Range(10, 10).Select(i => Bars.Line("\"A\":[1,1,1,1,1,1]", stamp: $"2026012609{i}"))));
        Assert.Empty(OriginalReader.Read(_folder.Path, Bars.At(9, 10), Bars.At(9, 19)));
        Assert.Equal(10, Theirs().Count);
        Assert.Equal(10, (await OursAsync()).Count);
    }

    [OriginalTheory]
    [InlineData("20260126_notes", "IndexError|ValueError")]
    [InlineData("20260126090000_20260126090100_J_20260199", "ValueError")]
    public async Task J1_J2_a_foreign_name_ends_its_read_and_nothing_here(string name, string errors)
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]"));
        Write(name, "not ours");
        Assert.Matches(errors, Assert.Throws<InvalidDataException>(Theirs).Message);
        Assert.Single(await OursAsync());
    }

    [OriginalFact]
    public async Task H3_a_broken_line_is_passed_over_there_and_its_object_is_refused_and_reported_here()
    {
        Write(First, Bars.Line("\"A\":[1,1,1,1,1,1]") + "{\"timestamp\":\n");
        Write(Second, Bars.Line("\"B\":[2,2,2,2,2,2]"));
        Assert.Equal(2, Theirs().Count);
        Assert.Equal(["B"], (await OursAsync(problems: 1)).Keys.Select(bar => bar.Symbol));
    }

    private void Write(string name, string lines, string extension = KlineKey.Extension) =>
        File.WriteAllBytes(Path.Join(_folder.Path, name + extension), Tool.Run("zstd", ["-qc"], Encoding.UTF8.GetBytes(lines)));

    // An object of the logger with two symbols at nine, and one of the original with its own six fields and another symbol.
    private void WriteShared(string ours, string? theirs, string stamp)
    {
        Write(ours, Bars.Line("\"A\":[1,1,1,1,1,1,1],\"B\":[2,2,2,2,2,2,4]", Six + ",\"acc_value\"", "202601260900"));
        if (theirs is not null)
            Write(theirs, Bars.Line("\"C\":[\"3\",\"3\",\"3\",\"3\",\"3\",\"9\"]", "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_krw_vol\"", stamp));
    }

    private static IEnumerable<string> Values(Dictionary<(string Stamp, string Symbol), Dictionary<string, long>> bars) =>
        bars.Select(bar => $"{bar.Key} {string.Join(' ', bar.Value.OrderBy(value => value.Key, StringComparer.Ordinal))}").Order(StringComparer.Ordinal);

    private Dictionary<(string Stamp, string Symbol), Dictionary<string, long>> Theirs() => OriginalReader.Read(_folder.Path, Bars.At(0, 0), Bars.At(23, 59));

    private Dictionary<(string Stamp, string Symbol), Dictionary<string, long>> TheirFrames() =>
        OriginalReader.Read(_folder.Path, Bars.At(0, 0), Bars.At(23, 59), asFrame: true);

    private async Task<Dictionary<(string Stamp, string Symbol), Dictionary<string, long>>> OursAsync(int problems = 0)
    {
        var found = new List<StoreProblem>();
        var bars = await OriginalReader.OursAsync(_folder.Path, Bars.Date, found.Add);
        Assert.Equal(problems, found.Count);
        return bars;
    }
}
