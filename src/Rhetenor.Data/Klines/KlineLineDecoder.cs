namespace Rhetenor.Data;

/// <summary>Cuts text into lines and reads each into a table.</summary>
internal ref struct KlineLineDecoder(KlineTable table)
{
    /// <summary>How many lines were read, blank ones too.</summary>
    public int Line { get; private set; }

    /// <summary>Reads the whole lines of a text.</summary>
    /// <returns>How many bytes they are; what is behind them comes again, with more.</returns>
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

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        Line++;
        if (Line == 1 && line.StartsWith("\uFEFF"u8))
            line = line["\uFEFF"u8.Length..];
        if (KlineFastReader.TryRead(line, table))
            return;
        if (!line.Trim(" \t\r"u8).IsEmpty)
            KlineJsonReader.Read(line, Line, table);
    }
}
