using System.Buffers;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads lines from pieces of text. Copies only a line that spans two pieces.</summary>
internal sealed class KlineLineFeed(KlineTable table, int maxLineBytes) : IDisposable
{
    private readonly KlineLineDecoder _decoder = new(table, maxLineBytes);
    private byte[] _shared = [];
    private int _held;

    public void Take(ReadOnlySpan<byte> text)
    {
        if (_held > 0)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0)
            {
                Hold(text);
                return;
            }

            Hold(text[..end]);
            End();
            text = text[(end + 1)..];
        }

        Hold(text[_decoder.Decode(text, isLast: false)..]);
    }

    /// <summary>Reads the remaining text as a line without a line break.</summary>
    public void End()
    {
        _decoder.Decode(_shared.AsSpan(0, _held), isLast: true);
        _held = 0;
    }

    public void Dispose()
    {
        if (_shared.Length > 0)
            ArrayPool<byte>.Shared.Return(_shared);
        _shared = [];
    }

    private void Hold(ReadOnlySpan<byte> text)
    {
        _decoder.RequireFit(_held + text.Length);
        if (_held + text.Length > _shared.Length)
        {
            var grown = ArrayPool<byte>.Shared.Rent(Math.Max(_held + text.Length, 2 * _shared.Length));
            _shared.AsSpan(0, _held).CopyTo(grown);
            Dispose();
            _shared = grown;
        }

        text.CopyTo(_shared.AsSpan(_held));
        _held += text.Length;
    }
}
