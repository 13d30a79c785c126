using System.Reflection;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>Faults have ids (docs/RELIABILITY.md); a test that plays one has its id in the name.</summary>
public sealed class CatalogueTests
{
    // Groups played whole, and how many faults each has.
    private static readonly (char Group, int Faults)[] Whole = [('A', 15), ('B', 13), ('D', 28), ('G', 20)];

    [Fact]
    public void Every_fault_of_the_groups_played_whole_has_a_test()
    {
        var played = typeof(CatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .SelectMany(method => Regex.Matches(method.Name, "(?<![A-Za-z0-9])([A-L][1-9][0-9]?)(?=_)"))
            .Select(match => match.Value).ToHashSet();
        var missing = Whole.SelectMany(group => Enumerable.Range(1, group.Faults).Select(i => $"{group.Group}{i}")).Where(id => !played.Contains(id));
        Assert.Empty(missing);
    }
}
