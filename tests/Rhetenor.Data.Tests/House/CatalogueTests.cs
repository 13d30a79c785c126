using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.House;

/// <summary>Faults have ids (docs/RELIABILITY.md); a test that plays one has its id in the name.</summary>
public sealed class CatalogueTests(ITestOutputHelper output)
{
    private static readonly (char Group, int Faults)[] Groups =
        [('A', 15), ('B', 13), ('C', 27), ('D', 28), ('E', 18), ('F', 12), ('G', 20), ('H', 18), ('I', 11), ('J', 12), ('K', 18), ('L', 16), ('M', 44), ('N', 88)];

    // Ids that cannot apply, each with its reason. There is none.
    private static readonly Dictionary<string, string> CannotApply = new(StringComparer.Ordinal);

    private static string[] Ids => [.. Groups.SelectMany(group => Enumerable.Range(1, group.Faults).Select(number => $"{group.Group}{number}"))];

    [Fact]
    public void Every_fault_of_the_catalogue_has_a_test_or_a_reason()
    {
        var played = Played();
        var missing = Ids.Where(id => !played.Contains(id) && !CannotApply.ContainsKey(id)).ToList();
        output.WriteLine($"{Ids.Count(id => played.Contains(id))} of {Ids.Length} faults have a test; missing: {string.Join(", ", missing.DefaultIfEmpty("none"))}");
        foreach (var (id, reason) in CannotApply)
            output.WriteLine($"{id} cannot apply: {reason}");
        Assert.Equal(340, Ids.Length);
        Assert.Empty(missing);
        Assert.DoesNotContain(CannotApply.Keys, played.Contains);
    }

    [Fact]
    public void No_test_names_a_fault_that_is_not_in_the_catalogue() => Assert.Equal([], Played().Except(Ids));

    [Fact]
    public void Every_fault_is_described()
    {
        // "A3, A4" and "B6–B8" name each of theirs.
        var text = Repository.Read("docs/RELIABILITY.md");
        var described = Regex.Matches(text, "([A-N])([1-9][0-9]?)(?:–[A-N]?([1-9][0-9]?))?").SelectMany(match =>
        {
            var (first, last) = (int.Parse(match.Groups[2].Value, null), match.Groups[3].Success ? int.Parse(match.Groups[3].Value, null) : 0);
            return Enumerable.Range(first, Math.Max(1, last - first + 1)).Select(number => $"{match.Groups[1].Value}{number}");
        }).ToHashSet();
        Assert.Equal([], Ids.Except(described));
    }

    private static HashSet<string> Played() =>
    [
        .. typeof(CatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .SelectMany(method => Regex.Matches(method.Name, "(?<![A-Za-z0-9])([A-N][1-9][0-9]?)(?=_)"))
            .Select(match => match.Value),
    ];
}
