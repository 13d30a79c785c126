using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rhetenor.Data.Masters;

/// <summary>The bytes between values in the JSON this library writes: what is constant is computed once.</summary>
internal sealed class MasterJsonLayout
{
    /// <param name="names">Field names, the short code first.</param>
    /// <param name="market">Written as a field after the name.</param>
    public MasterJsonLayout(IReadOnlyList<string> names, Market market)
    {
        Before = new byte[names.Count][];
        Before[0] = "\""u8.ToArray();
        var marketField = $"\"market\":\"{market.ToKey()}\"";
        for (var i = 1; i < names.Count; i++)
        {
            var opening = i == 1 ? "\":{" : "\",";
            if (i == HantooMstSpec.NameOrdinal + 1)
                opening += marketField + ",";
            Before[i] = System.Text.Encoding.UTF8.GetBytes(opening + Quoted(names[i]) + ":\"");
        }

        var end = names.Count > HantooMstSpec.NameOrdinal + 1 ? "\"}" : names.Count > 1 ? "\"," + marketField + "}" : "\":{" + marketField + "}";
        End = System.Text.Encoding.UTF8.GetBytes(end);
    }

    /// <summary>What stands before the value of each field.</summary>
    public byte[][] Before { get; }

    /// <summary>What stands after the last value.</summary>
    public byte[] End { get; }

    private static string Quoted(string name) => $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
