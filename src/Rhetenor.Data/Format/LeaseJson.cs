using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Rhetenor.Data.Format;

/// <summary>Writes and reads the terms of leases.</summary>
internal static class LeaseJson
{
    /// <summary>The largest term that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 18;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static ReadOnlyMemory<byte> Write(LeaseTerm term)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("members"u8);
        foreach (var member in term.Members)
        {
            writer.WriteStartObject();
            writer.WriteString("owner"u8, member.Owner);
            writer.WriteString("id"u8, member.Id);
            writer.WriteNumber("expiry"u8, member.Expiry.TotalSeconds);
            writer.WriteNumber("rate"u8, member.Rate);
            writer.WriteNumber("seen"u8, member.Seen);
            writer.WriteNumber("done"u8, member.Done);
            writer.WriteStartArray("shares"u8);
            foreach (var share in member.Shares)
                writer.WriteNumberValue(share);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a term. Unknown properties are ignored. Returns false for anything else and never throws.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out LeaseTerm? term)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var members = document.RootElement.GetProperty("members"u8).EnumerateArray().Select(Member).ToList();
            var shares = members.SelectMany(member => member.Shares).ToList();
            term = members.DistinctBy(member => member.Owner).Count() == members.Count && members.DistinctBy(member => member.Id).Count() == members.Count && shares.Distinct().Count() == shares.Count ? new(members) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            term = null;
        }

        return term is not null;
    }

    private static LeaseMember Member(JsonElement member)
    {
        var (expiry, rate) = (TimeSpan.FromSeconds(member.GetProperty("expiry"u8).GetDouble()), member.GetProperty("rate"u8).GetDouble());
        if (expiry <= TimeSpan.Zero || rate is not (>= 0 and <= LeaseMember.MaxRate))
            throw new FormatException("'expiry' or 'rate' is out of range.");
        return new(member.Text("owner"), member.Text("id"), expiry, rate)
        {
            Seen = member.GetProperty("seen"u8).GetInt32(),
            Done = member.GetProperty("done"u8).GetInt32(),
            Shares = [.. member.GetProperty("shares"u8).EnumerateArray().Select(share => share.GetInt32())],
        };
    }
}
