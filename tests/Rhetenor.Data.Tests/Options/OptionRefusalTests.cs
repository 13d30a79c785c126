using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace Rhetenor.Data.Tests.Options;

/// <summary>What no option may be is refused when a component is made, and the refusal names the option and the value.</summary>
public sealed partial class OptionRefusalTests
{
    private static readonly InMemoryObjectStore Store = new();
    private static readonly HantooCredentials Credentials = new("key", "secret");

    // What is made with the options. Options that only belong to others are checked with those.
    private static readonly Dictionary<Type, Action<object>> Makers = new()
    {
        [typeof(DailyLoggerOptions)] = options => _ = new HantooDailyLogger(["005930"], Store, new HantooClient(Credentials), options: (DailyLoggerOptions)options),
        [typeof(DwsOptions)] = options => _ = new DwsMasterSource(options: (DwsOptions)options),
        [typeof(HantooFleetOptions)] = options => _ = new HantooFleet([new HantooClient(Credentials)], (HantooFleetOptions)options),
        [typeof(HantooOptions)] = options => _ = new HantooClient(Credentials, options: (HantooOptions)options),
        [typeof(HantooTickOptions)] = options => _ = new HantooTickFeed(new HantooClient(Credentials), [], options: (HantooTickOptions)options),
        [typeof(KlineArchiveOptions)] = options => _ = new KlineArchive(Store, (KlineArchiveOptions)options),
        [typeof(KlineCompactorOptions)] = options => _ = new KlineCompactor(Store, (KlineCompactorOptions)options),
        [typeof(KlineDatasetOptions)] = options => _ = new KlineDataset(Store, (KlineDatasetOptions)options),
        [typeof(KlineLoggerOptions)] = options => _ = new HantooKlineLogger(["005930"], Store, Mock.Of<IKlineSource>(), options: (KlineLoggerOptions)options),
        [typeof(MasterOptions)] = options => _ = new MasterDownloader(Store, options: (MasterOptions)options),
        [typeof(RhetenorDataOptions)] = options => new ServiceCollection().AddRhetenorData((RhetenorDataOptions)options),
        [typeof(S3ObjectStoreOptions)] = options => _ = new S3ObjectStore(Mock.Of<IAmazonS3>(), (S3ObjectStoreOptions)options),
    };

    // Every value of these is possible.
    private static readonly HashSet<string> Free = ["RetryOptions.JitterSeed", "KlineLoggerOptions.Slot", "KlineLoggerOptions.Sharing"];

    public static TheoryData<Type> Made => [.. Makers.Keys];

    [Fact]
    public void M27_every_option_type_is_made_into_something_or_belongs_to_one_that_is() => Assert.Equal(
        OptionTypes.All, OptionTypes.All.Where(type => Makers.ContainsKey(type) || Makers.Keys.Any(made => OptionTypes.Of(made).Any(option => option.Property.PropertyType == type))));

    [Theory]
    [MemberData(nameof(Made))]
    public void M27_no_option_accepts_what_its_type_can_hold_and_it_cannot_mean(Type made)
    {
        Makers[made](OptionTypes.Create(made));
        foreach (var (path, set, value) in Cases(made, made, "", options => options))
        {
            var options = OptionTypes.Create(made);
            set(options);
            var refusal = Assert.ThrowsAny<ArgumentException>(() => Makers[made](options));
            Assert.Equal(path, refusal.ParamName);
            Assert.StartsWith(value is null ? "Value cannot be null" : "", refusal.Message, StringComparison.Ordinal);
            if (refusal is ArgumentOutOfRangeException range)
                Assert.Equal((value, true), (range.ActualValue, range.Message.Contains(path, StringComparison.Ordinal)));
            Assert.True(value is null || Allowed().IsMatch(refusal.Message), $"{path} = {value}: what is allowed? {refusal.Message}");
            if (value is int && UpTo().Match(refusal.Message) is { Success: true } most && int.Parse(most.Groups[1].Value, CultureInfo.InvariantCulture) is var last and < int.MaxValue)
                AssertLast(made, path, last);
        }
    }

    // The last number that the refusal allows is accepted, and the next one is not.
    private static void AssertLast(Type made, string path, int last)
    {
        foreach (var number in (int[])[last, last + 1])
        {
            var options = OptionTypes.Create(made);
            var (owner, steps) = (options, path.Split('.'));
            foreach (var step in steps[..^1])
                owner = Inner(owner, owner.GetType().GetProperty(step)!);
            owner.GetType().GetProperty(steps[^1])!.SetValue(owner, number);
            var refusal = Record.Exception(() => Makers[made](options)) as ArgumentException;
            Assert.True(number > last ? refusal?.ParamName == path : refusal?.ParamName != path, $"{path} = {number}: {refusal?.Message ?? "accepted"}");
        }
    }

    [GeneratedRegex("must (be|have|not|contain)|Value cannot be null|(is|are) expected")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"must be from -?\d+ to (\d+)\.")]
    private static partial Regex UpTo();

    [Theory]
    [InlineData(nameof(KlineLoggerOptions.Workers), 0, "Workers must be from 1 to 1000.")]
    [InlineData(nameof(KlineLoggerOptions.Workers), -1, "Workers must be from 1 to 1000.")]
    [InlineData(nameof(KlineLoggerOptions.BarsPerObject), 0, "BarsPerObject must be from 1 to 100000000.")]
    [InlineData(nameof(KlineLoggerOptions.CompressionLevel), 22, "CompressionLevel must be from 1 to 19.")]
    [InlineData(nameof(KlineLoggerOptions.CompressionLevel), 0, "CompressionLevel must be from 1 to 19.")]
    [InlineData(nameof(KlineLoggerOptions.Prefix), "", "Prefix is ''. It must be one or more segments")]
    [InlineData(nameof(KlineLoggerOptions.Prefix), "/a/", "Prefix is '/a/'. It must be one or more segments")]
    [InlineData(nameof(KlineLoggerOptions.KeyExtension), ".zip", "KeyExtension is '.zip'. It must be .jsonl.zstd or .jsonl.zst.")]
    public void M27_the_refusal_says_what_is_possible(string option, object value, string message)
    {
        var options = new KlineLoggerOptions();
        typeof(KlineLoggerOptions).GetProperty(option)!.SetValue(options, value);
        var refusal = Assert.ThrowsAny<ArgumentException>(() => Makers[typeof(KlineLoggerOptions)](options));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{value}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void M27_a_bucket_has_no_default()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new S3ObjectStore(Mock.Of<IAmazonS3>(), new()));
        Assert.StartsWith("Bucket is ''. It must be the name of an existing bucket; there is no default.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0", "maxObjectBytes must be from 1 to 2147483591.")]
    [InlineData(1, "-00:00:00.0000001", "unfinishedFileAge must be from 00:00:00 to 36500.00:00:00.")]
    public void M27_a_folder_refuses_limits_that_cannot_be_meant(int maxObjectBytes, string age, string message)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new DirectoryObjectStore("folder", maxObjectBytes, TimeSpan.Parse(age, CultureInfo.InvariantCulture)));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Venue.Krx, "market is ''. It must be lower case letters and digits, such as krx.")]
    [InlineData("KRX", Venue.Krx, "market is 'KRX'. It must be lower case letters and digits, such as krx.")]
    [InlineData("krx", (Venue)99, "venue must be one of Krx, Nextrade, Unified.")]
    public void M27_an_exporter_refuses_a_market_or_venue_that_cannot_be_meant(string market, Venue venue, string message)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() => new LeanExporter(_ => Stream.Null, market, venue));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M27_a_report_refuses_a_negative_number_of_findings()
    {
        var archive = new KlineArchive(Store);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("maxFindings", () => archive.VerifyAsync(maxFindings: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("maxFindings", () => archive.ReportQualityAsync(KlineQuery.Day(new DateOnly(2026, 5, 20)), maxFindings: -1));
    }

    [Theory]
    [MemberData(nameof(Made))]
    public void M27_a_component_has_a_copy_of_its_own_of_all_its_options(Type made)
    {
        var check = made.GetMethod("Checked", BindingFlags.Instance | BindingFlags.NonPublic) ?? made.GetMethod("Copy", BindingFlags.Instance | BindingFlags.NonPublic);
        var options = OptionTypes.Create(made);
        var copy = check!.Invoke(options, [.. check.GetParameters().Select(parameter => Activator.CreateInstance(parameter.ParameterType))])!;
        AssertApart(options, copy);
    }

    [Fact]
    public void M27_later_changes_of_options_do_not_reach_the_component()
    {
        var options = new HantooOptions { Environment = HantooEnvironment.Paper };
        var client = new HantooClient(Credentials, options: options);
        options.Environment = HantooEnvironment.Production;
        options.RequestsPerSecond = 500;
        Assert.Equal((HantooEnvironment.Paper, 0.95), (client.Environment, client.CallsPerSecond));
    }

    private static void AssertApart(object options, object copy)
    {
        Assert.NotSame(options, copy);
        foreach (var (property, _) in OptionTypes.Of(options.GetType()).Where(option => OptionTypes.IsOptions(option.Property.PropertyType)))
        {
            if (property.GetValue(options) is { } inner)
                AssertApart(inner, property.GetValue(copy)!);
        }
    }

    private static IEnumerable<(string Path, Action<object> Set, object? Value)> Cases(Type made, Type type, string owner, Func<object, object> find)
    {
        foreach (var (property, isNullable) in OptionTypes.Of(type))
        {
            var path = owner + property.Name;
            if (!property.PropertyType.IsValueType && !isNullable && !Free.Contains($"{type.Name}.{property.Name}"))
                yield return (path, options => property.SetValue(find(options), null), null);
            if (OptionTypes.IsOptions(property.PropertyType))
            {
                foreach (var inner in Cases(made, property.PropertyType, path + ".", options => Inner(find(options), property)))
                    yield return inner;
            }
            else if (!Free.Contains($"{type.Name}.{property.Name}"))
            {
                foreach (var value in Impossible(property))
                    yield return (path, options => property.SetValue(find(options), value), value);
            }
        }
    }

    private static object Inner(object options, PropertyInfo property)
    {
        if (property.GetValue(options) is null)
            property.SetValue(options, OptionTypes.Create(property.PropertyType));
        return property.GetValue(options)!;
    }

    private static object[] Impossible(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(bool) => [],
            _ when type.IsEnum => [Enum.ToObject(type, 99), Enum.ToObject(type, -1)],
            _ when type == typeof(int) => [-1, int.MinValue],
            _ when type == typeof(long) => [-1L, long.MinValue],
            _ when type == typeof(double) => [-1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
            _ when type == typeof(TimeSpan) => [TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.MaxValue],
            _ when type == typeof(DateOnly) => [DateOnly.MinValue, new DateOnly(1989, 12, 31), DateOnly.MaxValue],
            _ when type == typeof(Uri) => [new Uri("ftp://host/"), new Uri("relative", UriKind.Relative), new Uri("https://user:password@host/")],
            _ when property.Name.EndsWith("Prefix", StringComparison.Ordinal) => ["", "/a/", "/a", "a/", "a//b", "a/../b", ".", @"a\b", "a\nb"],
            _ when type == typeof(string) => ["", " "],
            _ when type == typeof(IReadOnlyList<string>) => [new[] { "x" }, new[] { "005930", "005930" }, new string[] { null! }],
            _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: say here what a {type.Name} cannot be."),
        };
    }
}
