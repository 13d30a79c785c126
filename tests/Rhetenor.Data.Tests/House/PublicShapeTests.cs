using System.Reflection;
using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Tests.House;

/// <summary>Shapes of public types that could not grow, or that callers cannot read.</summary>
public sealed class PublicShapeTests
{
    private static readonly Type[] Packages = [typeof(MasterDownloader), typeof(KlineDataset), typeof(SimulatedKis)];

    // Callers create these, as arguments or in their own stores and sources.
    private static readonly string[] Given =
    [
        nameof(CompanionField), nameof(CompanionLayout), nameof(Kline), nameof(KlineFetch), nameof(KlineGap), nameof(KlineQuery), nameof(KlineRequest), nameof(KlineSelection),
        nameof(MasterZipFile), nameof(MinuteRow), nameof(MstField), nameof(ObjectInfo), nameof(SymbolKline), nameof(TradingPeriod), nameof(TradingSession), nameof(TruncatedNumber),
        nameof(WriterSlot),
    ];

    [Fact]
    public void A_record_that_callers_receive_has_no_public_constructor_with_positions()
    {
        var positional = Packages[..2].SelectMany(package => package.Assembly.GetExportedTypes()).Where(IsRecord)
            .Where(type => type.GetConstructors().Any(constructor => constructor.GetParameters().Length > 0)).Select(type => type.Name);
        Assert.Equal(Given.Except([nameof(Kline)]).Order(StringComparer.Ordinal), positional.Where(name => name != nameof(Kline)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_public_member_has_a_tuple()
    {
        var members = Packages.SelectMany(package => package.Assembly.GetExportedTypes())
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
        Assert.Empty(members.Where(member => TypesOf(member).Any(HasTuple)).Select(member => $"{member.DeclaringType!.Name}.{member.Name}"));
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    // Of public and protected members.
    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: false, IsFamily: false } => [],
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo { IsPublic: true } field => [field.FieldType],
        _ => [],
    };

    private static bool HasTuple(Type type) =>
        (type.IsGenericType && (type.IsAssignableTo(typeof(ITuple)) || type.GetGenericArguments().Any(HasTuple))) || (type.HasElementType && HasTuple(type.GetElementType()!));
}
