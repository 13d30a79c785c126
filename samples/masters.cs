#:project ../src/Rhetenor.Data/Rhetenor.Data.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Prints one master file: dotnet run samples/masters.cs -- <file.mst|file.zip> <kospi|kosdaq|konex> [--json|--csv]
using System.Globalization;
using System.Text;
using Rhetenor.Data;

if (args.Length is not (2 or 3) || !Market.TryParse(args[1], out var market) || (args.Length == 3 && args[2] is not ("--json" or "--csv")))
{
    Console.Error.WriteLine("masters <file.mst|file.zip> <kospi|kosdaq|konex> [--json|--csv]");
    return 2;
}

try
{
    var master = MasterFile.Open(args[0], HantooMstSpec.For(market));
    using var output = Console.OpenStandardOutput();
    output.Write(args.ElementAtOrDefault(2) switch
    {
        "--json" => master.ToJson(),
        "--csv" => Encoding.UTF8.GetBytes(Csv(master)),
        _ => Encoding.UTF8.GetBytes(Text(master)),
    });
    return 0;
}
catch (Exception exception) when (exception is RhetenorException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

// Every field in record order, quoted according to RFC 4180. Spreadsheets recognize UTF-8 by the byte order mark.
static string Csv(MasterFile master)
{
    var csv = new StringBuilder("\uFEFF").AppendJoin(',', master.FieldNames).Append('\n');
    foreach (var record in master)
        csv.AppendJoin(',', Enumerable.Range(0, master.FieldNames.Count).Select(i => Quote(Value(record, i, master.Spec.Fields[i].Kind)))).Append('\n');
    return csv.ToString();
}

// Numbers without leading zeros, dates as 2026-11-20. A number that was cut stays as it is.
static string Value(MasterRecord record, int i, MstFieldKind kind) => kind switch
{
    MstFieldKind.Number => record.GetInt64(i)?.ToString(CultureInfo.InvariantCulture),
    MstFieldKind.DecimalNumber => record.GetDecimal(i)?.ToString(CultureInfo.InvariantCulture),
    MstFieldKind.Date => record.GetDate(i)?.ToString("O", CultureInfo.InvariantCulture),
    _ => null,
} ?? record[i];

static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

// One field per line.
static string Text(MasterFile master)
{
    var text = new StringBuilder();
    foreach (var record in master)
    {
        text.Append(record).Append('\n');
        for (var i = 0; i < master.FieldNames.Count; i++)
            text.Append($"  {master.FieldNames[i],-26} {record[i],-22} {master.Spec.Fields[i].KoreanLabel}\n");
    }

    return text.ToString();
}
