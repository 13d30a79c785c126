using System.Reflection;
using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>Faults have ids (docs/RELIABILITY.md); a test that plays one has its id in the name.</summary>
public sealed class CatalogueTests
{
    private static readonly (char Group, int Faults)[] Groups =
        [('A', 15), ('B', 13), ('C', 27), ('D', 28), ('E', 18), ('F', 12), ('G', 20), ('H', 18), ('I', 11), ('J', 12), ('K', 9), ('L', 16)];

    // Killing real processes needs a program to kill.
    private static readonly string[] NotPlayedYet = ["F2"];

    [Fact]
    public void Every_fault_but_those_named_here_has_a_test()
    {
        var played = typeof(CatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .SelectMany(method => Regex.Matches(method.Name, "(?<![A-Za-z0-9])([A-L][1-9][0-9]?)(?=_)"))
            .Select(match => match.Value).ToHashSet();
        var missing = Groups.SelectMany(group => Enumerable.Range(1, group.Faults).Select(i => $"{group.Group}{i}")).Where(id => !played.Contains(id));
        Assert.Equal(NotPlayedYet, missing);
    }
}
