namespace Rhetenor.Data.Format;

internal static unsafe partial class Zstd
{
    /// <summary>Decompresses an object step by step, within limits. Frames may follow each other; nothing else may. Each step is given
    /// the object again, so that steps may be apart.</summary>
    internal sealed class Reader : IDisposable
    {
        private const string Whole = "whole and sound frames";
        private const int FreeBytes = 1 << 20;
        private const int UnusedBit = 0x10;
        private readonly long _maxBytes;
        private readonly int _maxWindowLog;
        private nint _context;
        private int _read;
        private long _written;
        private bool _isInFrame = true;

        public Reader(ReadOnlySpan<byte> body, KlineLimits limits)
        {
            if (body.IsEmpty)
                throw KlineFormatException.OfZstd(Whole, "an empty object");
            _maxWindowLog = limits.MaxWindowLog;
            _maxBytes = Math.Min(limits.MaxBytes, Math.Max(FreeBytes, body.Length * (long)limits.MaxRatio));
            // The one bit of a frame's head that the decoder does not look at. Every writer leaves it 0.
            if (body.Length > 4 && IsFrame(body) && (body[4] & UnusedBit) != 0)
                throw KlineFormatException.OfZstd(Whole, "a damaged head");
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
                    throw KlineFormatException.OfZstd($"at most {_maxBytes} bytes of text", $"more in {body.Length} bytes");
                if (output.Position == 0 && _isInFrame)
                    throw KlineFormatException.OfZstd(Whole, $"an end within a frame, after {body.Length} bytes");
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

        private KlineFormatException Failure(ReadOnlySpan<byte> body, nuint result, long position) => ErrorCode(result) switch
        {
            10 when _read == 0 && _written == 0 && !IsFrame(body) => KlineFormatException.OfZstd("a zstd frame", $"an object that starts with {Convert.ToHexString(body[..Math.Min(4, body.Length)])}"),
            16 => KlineFormatException.OfZstd($"a window of at most {1L << _maxWindowLog} bytes", "a larger one"),
            30 or 32 => KlineFormatException.OfZstd("no dictionary", "a frame that needs one"),
            64 => KlineFormatException.OfZstd("a frame that this process has the memory for", "a larger one"),
            _ => KlineFormatException.OfZstd(Whole, $"{ErrorName(result)}, near byte {position} of {body.Length}"),
        };
    }
}
