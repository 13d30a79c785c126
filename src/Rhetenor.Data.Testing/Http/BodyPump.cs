namespace Rhetenor.Data.Testing;

/// <summary>Provides a body piece by piece, according to its delivery. Both ways of delivering use it.</summary>
internal sealed class BodyPump(ReadOnlyMemory<byte> body, ReplyDelivery delivery)
{
    private static readonly byte[] Filler = new byte[4096];
    private readonly ReadOnlyMemory<byte> _body = body.IsEmpty && delivery.Endless ? Filler : body;
    private long _sent;
    private int _leftInPiece;

    public BodyEnding Ending => delivery.Ending;

    /// <summary>Returns the wait before the next bytes, and the bytes; empty at the end.</summary>
    public (TimeSpan Wait, ReadOnlyMemory<byte> Bytes) Next(int most)
    {
        var left = Left();
        if (left == 0)
            return (TimeSpan.Zero, default);
        var wait = TimeSpan.Zero;
        if (delivery.PieceBytes > 0)
        {
            if (_leftInPiece == 0)
            {
                _leftInPiece = delivery.PieceBytes;
                wait = delivery.PieceInterval;
            }

            most = Math.Min(most, _leftInPiece);
        }

        var bytes = Slice((int)Math.Min(most, left));
        _sent += bytes.Length;
        _leftInPiece = Math.Max(0, _leftInPiece - bytes.Length);
        return (wait, bytes);
    }

    private long Left()
    {
        if (delivery.BytesSent is { } cut)
            return cut - _sent;
        return delivery.Endless ? long.MaxValue : _body.Length - _sent;
    }

    // A cut behind the end of the body sends zeros up to it.
    private ReadOnlyMemory<byte> Slice(int most)
    {
        var at = delivery.Endless ? (int)(_sent % _body.Length) : (int)Math.Min(_sent, _body.Length);
        var source = at < _body.Length ? _body[at..] : Filler;
        return source[..Math.Min(most, source.Length)];
    }
}
