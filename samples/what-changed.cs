#:project ../src/Rhetenor.Data/Rhetenor.Data.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Prints what a master proves, or what changed between two:
// dotnet run samples/what-changed.cs -- <file.mst|file.zip> [later file] <kospi|kosdaq|konex> [--json]
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rhetenor.Data;

const string Help = """
    what-changed <file.mst|file.zip> [later file] <kospi|kosdaq|konex> [--json]
    With one file it prints the base prices that are not the previous close, with two everything that changed.
    Files are of one market: an instrument that moves to another one is delisted here, and listed there.
    MasterChange.Between and MasterHistory compare all markets, and print one move.
    """;
if (args.Contains("--help"))
{
    Console.WriteLine(Help);
    return 0;
}

var isJson = args.Contains("--json");
var rest = args.Where(argument => argument != "--json").ToArray();
if (rest.Length is not (2 or 3) || !Market.TryParse(rest[^1], out var market))
{
    Console.Error.WriteLine(Help);
    return 2;
}

try
{
    var files = rest[..^1].Select(path => MasterFile.Open(path, HantooMstSpec.For(market))).ToList();
    var changes = files is [var only] ? MasterChange.Resets(only) : MasterChange.Between(files[0], files[1]);
    Console.OutputEncoding = Encoding.UTF8;
    Console.WriteLine(isJson ? Json(changes) : Text(changes));
    return 0;
}
catch (Exception exception) when (exception is RhetenorException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static string Text(IReadOnlyList<MasterChange> changes)
{
    var text = new StringBuilder();
    foreach (var change in changes)
    {
        text.AppendLine($"{change}");
        foreach (var line in change.Reset?.Evidence ?? [])
            text.AppendLine($"    {line}");
    }

    return text.Append(changes.Count).Append(changes.Count == 1 ? " change" : " changes").ToString();
}

static string Json(IReadOnlyList<MasterChange> changes)
{
    using var buffer = new MemoryStream();
    using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
    {
        writer.WriteStartArray();
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("short_code", change.ShortCode);
            writer.WriteString("isin", change.StandardCode);
            writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName($"{change.Kind}"));
            if (change.Reset?.Factor is { } factor)
                writer.WriteNumber("factor", factor);
            else
                writer.WriteNull("factor");
            writer.WriteString("detail", $"{change}");
            writer.WriteStartArray("evidence");
            foreach (var line in change.Evidence)
                writer.WriteStringValue(line);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    return Encoding.UTF8.GetString(buffer.ToArray());
}
