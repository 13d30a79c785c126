using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Datasets;

/// <summary>Names the files of a dataset. A name contains a part of the file's hash and the number of the publication that adds it, so that a
/// later publication never names a file that was dropped.</summary>
internal sealed class DatasetKeys(KlineDatasetOptions options)
{
    private const int HashDigits = 16, Parts = 4;
    private const string Extension = ".parquet";
    private readonly string _folder = $"exchange={options.Venue.ToCode()}/";

    /// <summary>Gets the folders of the files.</summary>
    public IReadOnlyList<string> Folders => [$"{options.Prefix}/{_folder}", $"{options.Prefix}/years/{_folder}"];

    /// <summary>Returns the key of a file.</summary>
    /// <param name="file">The file; its key is not used.</param>
    /// <param name="part">The number of the file within its period.</param>
    public string Of(KlineDatasetFile file, int part)
    {
        var (date, year) = (file.From, $"{_folder}year={file.From.Year:D4}");
        var end = string.Create(CultureInfo.InvariantCulture, $"{file.Sha256[..HashDigits]}-{file.Since}{Extension}");
        return file.Period switch
        {
            KlineDatasetPeriod.Day => $"{options.Prefix}/{year}/month={date.Month:D2}/{date.ToDigits()}-{part:D2}-{end}",
            KlineDatasetPeriod.Month => $"{options.Prefix}/{year}/month={date.Month:D2}/{date.ToDigits()[..6]}-{part:D2}-{end}",
            _ => $"{options.Prefix}/years/{year}/{date.Year:D4}-{part:D3}-{end}",
        };
    }

    /// <summary>Determines whether a file has the name of its period, dates, hash and publication.</summary>
    public bool IsOf(KlineDatasetFile file) =>
        PartsOf(file.Key) is { } parts && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var part) && file.Key == Of(file, part);

    /// <summary>Returns the number of the publication that adds a file; null when the name has none.</summary>
    public static int? NumberOf(string key) =>
        PartsOf(key) is { } parts && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Period, part, hash and publication; null for another name.
    private static string[]? PartsOf(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        return name.EndsWith(Extension, StringComparison.Ordinal) && name[..^Extension.Length].Split('-') is { Length: Parts } parts
            && parts[2].Length == HashDigits && parts[2].All(char.IsAsciiHexDigitLower) ? parts : null;
    }
}
