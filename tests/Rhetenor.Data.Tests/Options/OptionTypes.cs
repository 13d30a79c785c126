using System.Reflection;

namespace Rhetenor.Data.Tests.Options;

/// <summary>The option types of the library and its Parquet package, found by reflection so that none is forgotten.</summary>
internal static class OptionTypes
{
    public static IReadOnlyList<Type> All { get; } =
        [.. ((Type[])[typeof(HantooOptions), typeof(KlineDatasetOptions)]).SelectMany(type => type.Assembly.GetExportedTypes()).Where(IsOptions).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static bool IsOptions(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal);

    /// <summary>The options of a type, and whether each may be null.</summary>
    public static IEnumerable<(PropertyInfo Property, bool IsNullable)> Of(Type type)
    {
        var context = new NullabilityInfoContext();
        return type.GetProperties().Select(property => (property, context.Create(property).WriteState == NullabilityState.Nullable));
    }

    /// <summary>New options, those without which no component can be made included.</summary>
    public static object Create(Type type) => type == typeof(S3ObjectStoreOptions)
        ? new S3ObjectStoreOptions { Bucket = "bucket" }
        : Activator.CreateInstance(type)!;
}
