using System.Runtime.InteropServices;

namespace Rhetenor.Data.Format;

/// <summary>The backend <c>Native</c>: the system's libzstd, 1.4.0 or newer.</summary>
internal static unsafe partial class Zstd
{
    private const string Library = "libzstd.so.1";

    private static string ErrorName(nuint result) => Marshal.PtrToStringUTF8(GetErrorName(result)) ?? "unknown";

    private static bool IsError(nuint result) => GetIsError(result) != 0;

    [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint CompressBound(nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    private static partial void* CreateCompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
    private static partial nuint FreeCompressor(void* context);

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    private static partial nuint SetCompressor(void* context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    private static partial nuint CompressFrame(void* context, void* target, nuint capacity, void* source, nuint size);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    private static partial void* CreateDecompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    private static partial nuint FreeDecompressor(void* context);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    private static partial nuint SetDecompressor(void* context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    private static partial nuint DecompressStream(void* context, Extent* output, Extent* input);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorCode")]
    private static partial int ErrorCode(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint GetIsError(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint GetErrorName(nuint result);
}
