using Rhetenor.Data.Klines;
using ZstdSharp.Unsafe;

namespace Rhetenor.Data.Format;

internal static partial class Zstd
{
    // The safe Decompressor of the package reports invalid data without a reason. Only the call below it reports that a window is too
    // large or a dictionary is missing.
    /// <summary>Decompresses an object step by step, within limits. The object may contain several frames and nothing else. The caller
    /// passes the same object to each step, so that steps may be separated.</summary>
    internal sealed unsafe class Reader : IDisposable
    {
        private const string Whole = "whole and sound frames";
        private const int UnusedBit = 0x10;
        private readonly long _maxBytes;
        private readonly int _maxWindowLog;
        private ZSTD_DCtx_s* _context;
        private int _read;
        private long _written;
        private bool _isInFrame = true;

        public Reader(ReadOnlySpan<byte> body, KlineLimits limits)
        {
            if (body.IsEmpty)
                throw KlineFormatException.OfZstd(Whole, "an empty object");
            _maxWindowLog = limits.MaxWindowLog;
            _maxBytes = limits.TextIn(body.Length);
            // The decoder ignores this one bit of the frame header. All writers leave it 0.
            if (body.Length > 4 && IsFrame(body) && (body[4] & UnusedBit) != 0)
                throw KlineFormatException.OfZstd(Whole, "a damaged head");
            HasChecksum = body.Length > 4 && IsFrame(body) && (body[4] & 4) != 0;
            _context = Methods.ZSTD_createDCtx();
            if (Methods.ZSTD_isError(Methods.ZSTD_DCtx_setParameter(_context, ZSTD_dParameter.ZSTD_d_windowLogMax, limits.MaxWindowLog)))
            {
                Dispose();
                throw new ArgumentOutOfRangeException(nameof(limits), limits.MaxWindowLog, "zstd supports windows of 10 to 31 bits.");
            }
        }

        public bool HasChecksum { get; }

        /// <summary>Fills a buffer with decompressed text, as far as there is any.</summary>
        /// <param name="body">The object, with the same bytes as in earlier calls.</param>
        /// <param name="text">The buffer.</param>
        /// <returns>The number of bytes written; 0 at the end of the last frame.</returns>
        public int Read(ReadOnlySpan<byte> body, Span<byte> text)
        {
            fixed (byte* source = body, target = text)
            {
                var input = new ZSTD_inBuffer_s { src = source, size = (nuint)body.Length, pos = (nuint)_read };
                var output = new ZSTD_outBuffer_s { dst = target, size = (nuint)text.Length };
                while (output.pos < output.size)
                {
                    var (read, written) = (input.pos, output.pos);
                    var result = Methods.ZSTD_decompressStream(_context, &output, &input);
                    if (Methods.ZSTD_isError(result))
                        throw Failure(body, result, (long)input.pos);
                    // A call without progress starts the next frame and reports it.
                    if (input.pos == read && output.pos == written)
                        break;
                    _isInFrame = result != 0;
                }

                _read = (int)input.pos;
                _written += (long)output.pos;
                if (_written > _maxBytes)
                    throw KlineFormatException.OfZstd($"at most {_maxBytes} bytes of text", $"more in {body.Length} bytes");
                if (output.pos == 0 && _isInFrame)
                    throw KlineFormatException.OfZstd(Whole, $"an end within a frame, after {body.Length} bytes");
                return (int)output.pos;
            }
        }

        public void Dispose()
        {
            Methods.ZSTD_freeDCtx(_context);
            _context = null;
        }

        private static bool IsFrame(ReadOnlySpan<byte> body) => body.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);

        private KlineFormatException Failure(ReadOnlySpan<byte> body, nuint result, long position) => Methods.ZSTD_getErrorCode(result) switch
        {
            ZSTD_ErrorCode.ZSTD_error_prefix_unknown when _read == 0 && _written == 0 && !IsFrame(body) =>
                KlineFormatException.OfZstd("a zstd frame", $"an object that starts with {Convert.ToHexString(body[..Math.Min(4, body.Length)])}"),
            ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge => KlineFormatException.OfZstd($"a window of at most {1L << _maxWindowLog} bytes", "a larger one"),
            ZSTD_ErrorCode.ZSTD_error_dictionary_corrupted or ZSTD_ErrorCode.ZSTD_error_dictionary_wrong => KlineFormatException.OfZstd("no dictionary", "a frame that needs one"),
            _ => KlineFormatException.OfZstd(Whole, $"{Methods.ZSTD_getErrorName(result)}, near byte {position} of {body.Length}"),
        };
    }
}
