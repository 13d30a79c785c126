using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests.Options;

/// <summary>The defaults are a text in the repository: every change of one shows in a diff.</summary>
public sealed class OptionDefaultTests
{
    [Fact]
    public void The_defaults_are_the_approved_ones()
    {
        var text = new StringBuilder();
        foreach (var type in OptionTypes.All)
        {
            text.Append(type.Name).Append('\n');
            Append(text, Activator.CreateInstance(type)!, "    ");
        }

        var file = Path.Join("tests", "Rhetenor.Data.Tests", "House", "options.approved.txt");
        if (Environment.GetEnvironmentVariable("RHETENOR_APPROVE") == "1")
            File.WriteAllText(Path.Join(Repository.Root, file), text.ToString());
        Assert.Equal(Repository.Read(file), text.ToString());
    }

    [Fact]
    public void Every_option_can_be_set() => Assert.All(
        OptionTypes.All.SelectMany(type => type.GetProperties()),
        property => Assert.DoesNotContain(typeof(System.Runtime.CompilerServices.IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));

    private static void Append(StringBuilder text, object options, string indent)
    {
        foreach (var (property, _) in OptionTypes.Of(options.GetType()).OrderBy(option => option.Property.Name, StringComparer.Ordinal))
        {
            var value = property.GetValue(options);
            text.Append(CultureInfo.InvariantCulture, $"{indent}{property.Name}:{Text(value)}").Append('\n');
            if (value is not null && OptionTypes.IsOptions(value.GetType()))
                Append(text, value, indent + "    ");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => " null",
        string text => $" \"{text}\"",
        IEnumerable<string> list => $" [{string.Join(", ", list)}]",
        _ when OptionTypes.IsOptions(value.GetType()) => "",
        _ => string.Create(CultureInfo.InvariantCulture, $" {value}"),
    };
}
