using System.Text;

namespace Rhetenor.Data.Tests.Masters;

/// <summary>What real masters show.</summary>
public sealed class RealChangesTests
{
    // What is known about every base price that is not the previous close (files of 2022 to 2026): symbol, kind, factor, tolerance.
    private static readonly Dictionary<string, (string Symbol, MasterChangeKind Kind, double? Factor)[]> Known = new(StringComparer.Ordinal)
    {
        ["20230503_kosdaq_code.mst.zip"] =
        [
            ("019570", MasterChangeKind.Reduction, 3), ("032680", MasterChangeKind.Split, 0.4), ("032685", MasterChangeKind.Split, 0.4),
        ],
        ["20230504_kosdaq_code.mst.zip"] = [("089140", MasterChangeKind.Consolidation, 5)],
        ["20230504_kospi_code.mst.zip"] =
        [
            ("003920", MasterChangeKind.Rights, 0.9949), ("003925", MasterChangeKind.Rights, 0.9884), ("007120", MasterChangeKind.Consolidation, 5),
        ],
        ["20240907_kosdaq_code.mst.zip"] = [("089850", MasterChangeKind.Bonus, 0.5067)],
        ["20260403_kosdaq_code.mst.zip"] = [("163280", MasterChangeKind.Bonus, 0.5), ("467930", MasterChangeKind.UnexplainedReset, null)],
        ["20260403_kospi_code.mst.zip"] = [("001080", MasterChangeKind.Split, 0.1)],
    };

    [RealMasterTheory]
    [ClassData(typeof(RealMasters))]
    public void One_file_proves_the_known_resets_and_no_other(string name)
    {
        var file = Open(name);
        var resets = MasterChange.Resets(file);
        var known = Known.GetValueOrDefault(name) ?? [];
        Assert.Equal(known.Select(one => (one.Symbol, one.Kind)).Order(), resets.Select(change => (change.ShortCode, change.Kind)).Order());
        foreach (var (symbol, _, factor) in known)
        {
            var reset = resets.Single(change => change.ShortCode == symbol).Reset!;
            Assert.Equal(factor is null, reset.Factor is null);
            if (factor is { } number)
                Assert.InRange((double)reset.Factor!.Value, number - Math.Max(0.00005, (double)reset.Error), number + Math.Max(0.00005, (double)reset.Error));
        }
    }

    [RealDataFact]
    public void Listings_delistings_renames_and_moves_are_those_of_a_plain_set_comparison()
    {
        var days = RealData.Masters.Select(Path.GetFileName).Where(name => name!.EndsWith(".zip", StringComparison.Ordinal))
            .GroupBy(name => name![..8]).Where(day => day.Count() == 2).Select(day => day.Order(StringComparer.Ordinal).ToArray()).ToList();
        Assert.True(days.Count >= 5);
        var found = new HashSet<MasterChangeKind>();
        foreach (var (earlier, later) in from earlier in days from later in days select (earlier, later))
        {
            var changes = MasterChange.Between(earlier.Select(name => Open(name!)), later.Select(name => Open(name!)));
            var (before, after) = (Heads(earlier!), Heads(later!));
            var both = before.Keys.Intersect(after.Keys).ToList();
            Equal(MasterChangeKind.Listed, after.Keys.Except(before.Keys));
            Equal(MasterChangeKind.Delisted, before.Keys.Except(after.Keys));
            Equal(MasterChangeKind.Moved, both.Where(isin => before[isin].Market != after[isin].Market));
            Equal(MasterChangeKind.Renamed, both.Where(isin => before[isin].Name != after[isin].Name));
            Equal(MasterChangeKind.CodeChanged, both.Where(isin => before[isin].Code != after[isin].Code));
            Assert.Equal(ReferenceEquals(earlier, later), changes.Count == 0);

            void Equal(MasterChangeKind kind, IEnumerable<string> isins)
            {
                string[] expected = [.. isins.Order(StringComparer.Ordinal)];
                Assert.Equal(expected, changes.Where(change => change.Kind == kind).Select(change => change.StandardCode).Order(StringComparer.Ordinal));
                if (expected.Length > 0)
                    found.Add(kind);
            }
        }

        // In these files no share has another code than before.
        Assert.Equal([MasterChangeKind.Listed, MasterChangeKind.Delisted, MasterChangeKind.Renamed, MasterChangeKind.Moved], found.Order());
    }

    private static MasterFile Open(string name)
    {
        var path = Path.Join(RealData.Folder, "mst", name);
        return MasterFile.Open(path, HantooMstSpec.For(Market.Parse(name.Split('_')[1])));
    }

    private static Dictionary<string, (string Market, string Code, string Name)> Heads(IEnumerable<string> names)
    {
        var heads = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (mst, market, _) = RealData.Read(Path.Join(RealData.Folder, "mst", name));
            foreach (var line in mst.AsMemory().ToArray().Chunk(market == Market.Kospi ? 289 : 282 + 1))
                heads.Add(Encoding.ASCII.GetString(line, 9, 12), ($"{market}", Encoding.ASCII.GetString(line, 0, 9).Trim(), Convert.ToHexString(line, 21, 40).TrimEnd('0', '2')));
        }

        return heads;
    }
}
