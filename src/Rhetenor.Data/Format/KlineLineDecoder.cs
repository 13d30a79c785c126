using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Splits text into lines and reads each line into a table.</summary>
internal sealed class KlineLineDecoder(KlineTable table, int maxLineBytes = int.MaxValue)
{
    private int _line;

    /// <summary>Reads the complete lines of a text.</summary>
    /// <returns>The number of bytes read. The caller passes the remaining bytes again, followed by more.</returns>
    public int Decode(ReadOnlySpan<byte> text, bool isLast)
    {
        var at = 0;
        while (true)
        {
            var end = text[at..].IndexOf((byte)'\n');
            if (end < 0 && (!isLast || at == text.Length))
                return at;
            var line = end < 0 ? text[at..] : text.Slice(at, end);
            ReadLine(line);
            at += line.Length + (end < 0 ? 0 : 1);
        }
    }

    /// <summary>Refuses a line that is too long, before the whole line is known.</summary>
    public void RequireFit(int bytes)
    {
        if (bytes > maxLineBytes)
            throw new KlineFormatException(_line + 1, "line", $"at most {maxLineBytes} bytes", "more");
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        RequireFit(line.Length);
        _line++;
        if (_line == 1 && line.StartsWith("\uFEFF"u8))
            line = line["\uFEFF"u8.Length..];
        if (KlineFastReader.TryRead(line, table))
            return;
        if (!line.Trim(" \t\r"u8).IsEmpty)
            KlineJsonReader.Read(line, _line, table);
    }
}
