using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>A data frame of ticks: <c>enc|tr_id|count|payload</c>, whose payload has the fields of <c>count</c> records one after another, separated by
/// <c>^</c>.</summary>
/// <remarks>KIS appends fields from time to time, so the number of fields of a record is that of the frame divided by the count.</remarks>
/// <param name="Ticks">The ticks, in the order received.</param>
/// <param name="Problems">Why records, or the frame, could not be read. They name places and do not quote the frame.</param>
internal sealed record TickFrame(IReadOnlyList<Tick> Ticks, IReadOnlyList<string> Problems)
{
    private const byte Bar = (byte)'|', Caret = (byte)'^';
    private const int MostRecords = 10_000;

    /// <summary>Reads a frame.</summary>
    /// <param name="message">The message.</param>
    /// <param name="arrival">The Korean time of its arrival, whose date is that of records without one.</param>
    public static TickFrame Read(ReadOnlySpan<byte> message, DateTime arrival)
    {
        message = message.TrimEnd("\r\n"u8);
        Span<int> bars = stackalloc int[3];
        var at = -1;
        for (var i = 0; i < bars.Length; i++)
        {
            var next = message[(at + 1)..].IndexOf(Bar);
            if (next < 0)
                return Bad($"a message of {message.Length} bytes is neither JSON nor a frame of four parts");
            bars[i] = at += next + 1;
        }

        var encryption = message[..bars[0]];
        var trId = message[(bars[0] + 1)..bars[1]];
        var count = message[(bars[1] + 1)..bars[2]];
        if (!encryption.SequenceEqual("0"u8))
            return Bad(encryption.SequenceEqual("1"u8) ? "a frame is encrypted, which ticks are not" : "a frame has no sign of encryption, 0 or 1");
        if (TickTransactions.VenueOf(trId) is not { } venue)
            return Bad("a frame is of another transaction than ticks");
        if (!AsciiNumber.TryRead(count, out int records) || records is 0 or > MostRecords)
            return Bad($"the count of a frame is not a number from 1 to {MostRecords}");
        return Read(message[(bars[2] + 1)..], records, venue, arrival);
    }

    private static TickFrame Read(ReadOnlySpan<byte> payload, int records, Venue venue, DateTime arrival)
    {
        if (payload.Contains(Bar))
            return Bad("a frame has more than four parts");
        var fields = payload.Count(Caret) + 1;
        if (fields % records != 0 && (fields - 1) % records == 0 && payload is [.., Caret])
        {
            // A separator after the last field.
            payload = payload[..^1];
            fields--;
        }

        var stride = fields / records;
        if (fields % records != 0 || stride < TickRecord.Fewest)
            return Bad($"a frame of {records} records has {fields} fields: at least {TickRecord.Fewest} for each record, and the same number, are expected");

        // A count that is too small would hide records. KIS appends a few fields.
        if (stride >= 2 * TickRecord.Fewest)
            return Bad($"a frame of {records} records has {fields} fields, which are enough for {fields / TickRecord.Fewest}");
        var ends = new int[fields];
        for (var (i, at) = (0, 0); i < fields; i++)
        {
            var length = payload[at..].IndexOf(Caret);
            ends[i] = length < 0 ? payload.Length : at + length;
            at = ends[i] + 1;
        }

        var (ticks, problems) = (new List<Tick>(records), new List<string>());
        for (var i = 0; i < records; i++)
        {
            var from = i == 0 ? 0 : ends[(i * stride) - 1] + 1;
            var record = new TickRecord(payload, ends.AsSpan(i * stride, stride), from);
            if (!record.BeginsWithCode)
                return Bad($"record {i + 1} of {records} does not begin with a short code");
            if (!record.IsTrade)
                continue;
            if (record.Read(venue, arrival, out var fault) is { } tick)
                ticks.Add(tick);
            else
                problems.Add($"record {i + 1} of {records}: {fault}");
        }

        return new(ticks, problems);
    }

    private static TickFrame Bad(string problem) => new([], [problem]);
}
