using System.Text.RegularExpressions;

namespace Rhetenor.Data.Tests.House;

/// <summary>docs/ERRORS.md says of every exception, and of every error in one, what to do about it.</summary>
public sealed class ErrorsTests
{
    private static readonly string Document = Repository.Read("docs/ERRORS.md");

    private static IEnumerable<Type> Exceptions => typeof(RhetenorException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception)));

    [Fact]
    public void Every_public_exception_has_a_row_and_no_row_is_of_another() =>
        Assert.Equal(Exceptions.Where(type => !type.IsAbstract).Select(type => type.Name).Order(), RowsOf(Document[..Document.IndexOf("\n## ", StringComparison.Ordinal)]).Order());

    [Fact]
    public void Every_error_of_an_exception_has_a_row_in_its_order()
    {
        var enums = Exceptions.SelectMany(type => type.GetProperties()).Select(property => property.PropertyType)
            .Where(type => type.IsEnum && type.Name.Contains("Error", StringComparison.Ordinal)).ToList();
        Assert.Equal([typeof(HantooError), typeof(ObjectStoreError)], enums.OrderBy(type => type.Name));
        Assert.All(enums, type => Assert.Equal(Enum.GetNames(type), RowsOf(Regex.Match(Document, $@"\n## {type.Name}\n(.*?)(?=\n## |\z)", RegexOptions.Singleline).Value)));
    }

    [Fact]
    public void Every_exception_derives_from_the_base_and_is_created_only_where_a_seam_needs_it()
    {
        Assert.All(Exceptions, type => Assert.True(type.IsAssignableTo(typeof(RhetenorException)), type.Name));
        Assert.Equal([nameof(MasterSourceException), nameof(ObjectStoreException)], Exceptions.Where(type => type.GetConstructors().Length > 0).Select(type => type.Name).Order());
    }

    private static IEnumerable<string> RowsOf(string text) => Regex.Matches(text, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
}
