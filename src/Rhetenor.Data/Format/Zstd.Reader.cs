namespace Rhetenor.Data.Format;

internal static unsafe partial class Zstd
{
    /// <summary>Decompresses an object step by step, within limits. Frames may follow each other; nothing else may. Each step is given
    /// the object again, so that steps may be apart.</summary>
    internal sealed class Reader : IDisposable
    {
        private const int FreeBytes = 1 << 20;
        private const int UnusedBit = 0x10;
        private readonly long _maxBytes;
        private nint _context;
        private int _read;
        private long _written;
        private bool _isInFrame = true;

        public Reader(ReadOnlySpan<byte> body, KlineLimits limits)
        {
            if (body.IsEmpty)
                throw new KlineObjectException(KlineObjectError.Corrupt, "it is empty.");
            _maxBytes = Math.Min(limits.MaxBytes, Math.Max(FreeBytes, body.Length * (long)limits.MaxRatio));
            // The one bit of a frame's head that the decoder does not look at. Every writer leaves it 0.
            if (body.Length > 4 && IsFrame(body) && (body[4] & UnusedBit) != 0)
                throw new KlineObjectException(KlineObjectError.Corrupt, "the head of its frame is damaged.");
            HasChecksum = body.Length > 4 && IsFrame(body) && (body[4] & 4) != 0;
            _context = Guarded(() => (nint)CreateDecompressor());
            if (_context == 0)
                throw new InvalidOperationException("zstd could not create a decompressor.");
            if (IsError(SetDecompressor((void*)_context, WindowLogMax, limits.MaxWindowLog)))
            {
                Dispose();
                throw new ArgumentOutOfRangeException(nameof(limits), limits.MaxWindowLog, "zstd knows windows of 10 to 31 bits.");
            }
        }

        public bool HasChecksum { get; }

        /// <summary>Fills a buffer as far as there is text.</summary>
        /// <param name="body">The object: the same bytes as before.</param>
        /// <param name="text">The buffer.</param>
        /// <returns>How many bytes there were; 0 at the end, which is an end of a frame.</returns>
        public int Read(ReadOnlySpan<byte> body, Span<byte> text)
        {
            fixed (byte* source = body, target = text)
            {
                var input = new Extent { Start = source, Size = (nuint)body.Length, Position = (nuint)_read };
                var output = new Extent { Start = target, Size = (nuint)text.Length };
                while (output.Position < output.Size)
                {
                    var (read, written) = (input.Position, output.Position);
                    var result = DecompressStream((void*)_context, &output, &input);
                    if (IsError(result))
                        throw Failure(body, result, (long)input.Position);
                    // A call that does nothing starts the next frame, and says so.
                    if (input.Position == read && output.Position == written)
                        break;
                    _isInFrame = result != 0;
                }

                _read = (int)input.Position;
                _written += (long)output.Position;
                if (_written > _maxBytes)
                    throw new KlineObjectException(KlineObjectError.TooLarge, $"its {body.Length} bytes hold more than {_maxBytes} bytes of text.");
                if (output.Position == 0 && _isInFrame)
                    throw new KlineObjectException(KlineObjectError.Corrupt, $"it ends after {body.Length} bytes, within a frame.");
                return (int)output.Position;
            }
        }

        public void Dispose()
        {
            if (_context != 0)
                FreeDecompressor((void*)_context);
            _context = 0;
        }

        private static bool IsFrame(ReadOnlySpan<byte> body) => body.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);

        private KlineObjectException Failure(ReadOnlySpan<byte> body, nuint result, long position) => ErrorCode(result) switch
        {
            10 when _read == 0 && _written == 0 && !IsFrame(body) => new(KlineObjectError.NotZstd, $"it starts with {Convert.ToHexString(body[..Math.Min(4, body.Length)])}."),
            16 => new(KlineObjectError.WindowTooLarge, "its window is larger than the limit."),
            30 or 32 => new(KlineObjectError.NeedsDictionary, "it needs a dictionary, and this format has none."),
            64 => new(KlineObjectError.TooLarge, "zstd could not have the memory it asks for."),
            _ => new(KlineObjectError.Corrupt, $"{ErrorName(result)}, near byte {position} of {body.Length}."),
        };
    }
}
