using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Masters;

/// <summary>The constant bytes between the values of the JSON that this library writes, computed once.</summary>
internal sealed class MasterJsonLayout
{
    /// <param name="names">The field names, short code first.</param>
    /// <param name="market">The market, written as a field after the name.</param>
    public MasterJsonLayout(IReadOnlyList<string> names, Market market)
    {
        Before = new byte[names.Count][];
        Before[0] = "\""u8.ToArray();
        var marketField = $"\"market\":\"{market.ToKey()}\"";
        for (var i = 1; i < names.Count; i++)
        {
            var opening = i == 1 ? "\":{" : "\",";
            if (i == MasterColumns.NameOrdinal + 1)
                opening += marketField + ",";
            Before[i] = System.Text.Encoding.UTF8.GetBytes(opening + Quoted(names[i]) + ":\"");
        }

        var end = names.Count > MasterColumns.NameOrdinal + 1 ? "\"}" : names.Count > 1 ? "\"," + marketField + "}" : "\":{" + marketField + "}";
        End = System.Text.Encoding.UTF8.GetBytes(end);
    }

    /// <summary>Gets the bytes before the value of each field.</summary>
    public byte[][] Before { get; }

    /// <summary>Gets the bytes after the last value.</summary>
    public byte[] End { get; }

    private static string Quoted(string name) => $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
