using BindingTest;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rhetenor.Data.Tests.Options;

/// <summary>Every option can come from a configuration. Rhetenor.Data.BindingTest shows the same of generated bindings.</summary>
public sealed class OptionBindingTests
{
    private const string File = "tests/Rhetenor.Data.BindingTest/options.json";
    private static readonly IConfiguration Written = new ConfigurationBuilder().AddJsonFile(Path.Join(Repository.Root, File)).Build();

    private static IConfigurationSection Section => Written.GetSection(nameof(RhetenorDataOptions));

    [Fact]
    public void The_reflection_binder_binds_every_option_of_every_type()
    {
        Assert.Equal(OptionTypes.All.Select(type => type.Name).Append(nameof(WriterSlot)).Order(), Written.GetChildren().Select(section => section.Key).Order());
        var comparison = new Comparison();
        foreach (var type in OptionTypes.All)
        {
            var section = Written.GetSection(type.Name);
            typeof(Comparison).GetMethod(nameof(Comparison.Add))!.MakeGenericMethod(type).Invoke(comparison, [section, section.Get(type), Activator.CreateInstance(type)]);
        }

        Assert.Empty(comparison.Differences);
        // A slot has no options type of its own; it is bound within those of the logger.
        Assert.Equal(Leaves(Written).Where(leaf => !leaf.StartsWith($"{nameof(WriterSlot)}:", StringComparison.Ordinal)).Select(leaf => leaf.TrimEnd('0', '1', ':')).Distinct().Count(), comparison.Options);
    }

    [Fact]
    public void A_configuration_sets_up_the_services()
    {
        using var provider = Provider(Section);
        Assert.Equal(HantooEnvironment.Paper, provider.GetRequiredService<HantooClient>().Environment);
        var archive = provider.GetRequiredService<KlineArchive>().Options;
        Assert.Equal((Venue.Unified, "k", "d", "i", 1010), (archive.Venue, archive.Prefix, archive.DailyPrefix, archive.IndexPrefix, archive.MaxObjectBytes));
        Assert.Contains(" 'i-1m', ", provider.GetRequiredService<HantooIndexLogger>().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("CorporateActionDownloader 'hantoo-ksd' in ", provider.GetRequiredService<CorporateActionDownloader>().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("HantooDailyLogger, 2 symbols, 'd', UN, ", provider.GetRequiredService<HantooDailyLogger>().ToString(), StringComparison.Ordinal);
        Assert.Equal(["005930", "0000D0"], provider.GetRequiredService<KlineSelection>().Symbols);
    }

    [Fact]
    public void A_configuration_a_delegate_and_an_instance_give_the_same_options()
    {
        var instance = Section.Get<RhetenorDataOptions>()!;
        using var first = Provider(Section);
        using var second = new ServiceCollection().AddRhetenorData(options => Section.Bind(options)).BuildServiceProvider();
        using var third = new ServiceCollection().AddRhetenorData(instance).BuildServiceProvider();
        instance.Hantoo.Environment = HantooEnvironment.Production;
        instance.Folder = "later";
        foreach (var provider in (ServiceProvider[])[first, second, third])
        {
            var comparison = new Comparison();
            comparison.Add(Section, provider.GetRequiredService<IOptions<RhetenorDataOptions>>().Value, new RhetenorDataOptions());
            Assert.Empty(comparison.Differences);
        }
    }

    [Fact]
    public void A_name_that_is_not_an_option_is_refused_wherever_it_stands()
    {
        var sections = Leaves(Section).Select(leaf => leaf[..(leaf.LastIndexOf(':') + 1)]).Where(owner => !owner.EndsWith("Symbols:", StringComparison.Ordinal)).Distinct().ToList();
        Assert.Equal(["", "Daily:", "Daily:Retry:", "Dws:", "Dws:Retry:", "Fleet:", "Hantoo:", "Hantoo:RateLimitRetry:", "Hantoo:Retry:", "Klines:", "Klines:Retry:", "Klines:Sharing:", "Klines:Slot:", "Masters:", "Masters:Retry:", "S3:", "S3:Retry:", "Ticks:", "Ticks:Retry:"], sections.Order(StringComparer.Ordinal));
        Assert.All(sections, owner => Refused($"'{owner}Typo' is not an option. Possible are ", ($"{owner}Typo", "x")));
    }

    [Theory]
    [InlineData("Hantoo", "Paper", "'Hantoo' must be a section with AllowLoopbackHttp, ")]
    [InlineData("Symbols", "005930,000660", "'Symbols' must be a list: 'Symbols:0', 'Symbols:1' and so on.")]
    [InlineData("Symbols:0:Code", "005930", "'Symbols:0' must be a single value.")]
    [InlineData("Folder:Path", "x", "'Folder' must be a single value.")]
    [InlineData("Klines:Workers", "many", "Failed to convert configuration value 'many' at 'Klines:Workers' to type 'System.Int32'.")]
    public void A_value_of_another_shape_is_refused(string key, string value, string message) => Refused(message, (key, value));

    [Fact]
    public void All_wrong_names_are_told_at_once() => Refused(
        "'Simbols' is not an option. Possible are Daily, Dws, Fleet, Folder, Hantoo, IndexPrefix, Klines, Masters, S3, Symbols, Ticks, TokenFolder.", ("Folderr", "x"), ("Simbols", "x"));

    [Fact]
    public void A_section_that_does_not_exist_is_refused() => Assert.Equal(
        "The configuration has no section 'Rhetenor'.", Refusal<InvalidOperationException>(new ConfigurationBuilder().Build().GetSection("Rhetenor")).Message);

    [Fact]
    public void M27_a_value_that_is_not_possible_is_named_with_its_section()
    {
        var refusal = Refusal<OptionsValidationException>(Configuration(("Klines:Retry:MaxAttempts", "0")));
        Assert.StartsWith("Klines.Retry.MaxAttempts must be from 1 to 1000.", refusal.Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, params (string Key, string Value)[] values) =>
        Assert.Contains(message, Refusal<InvalidOperationException>(Configuration(values)).Message, StringComparison.Ordinal);

    private static T Refusal<T>(IConfiguration configuration)
        where T : Exception
    {
        using var provider = Provider(configuration);
        return Assert.Throws<T>(provider.GetRequiredService<HantooClient>);
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();

    private static ServiceProvider Provider(IConfiguration configuration) => new ServiceCollection()
        .AddSingleton(new HantooCredentials("key", "secret")).AddSingleton<IObjectStore>(new InMemoryObjectStore())
        .AddRhetenorData(configuration).BuildServiceProvider();

    private static IEnumerable<string> Leaves(IConfiguration configuration) =>
        configuration.AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null).Select(pair => pair.Key);
}
