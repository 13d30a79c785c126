using ZstdSharp.Unsafe;

namespace Rhetenor.Data.Format;

/// <summary>The backend <c>ZstdSharp</c>: the managed port, on every platform. Its calls are libzstd's, one for one.</summary>
internal static unsafe partial class Zstd
{
    private const string Library = "ZstdSharp.Port";

    private static string ErrorName(nuint result) => Methods.ZSTD_getErrorName(result);

    private static bool IsError(nuint result) => Methods.ZSTD_isError(result);

    private static nuint CompressBound(nuint size) => Methods.ZSTD_compressBound(size);

    private static void* CreateCompressor() => Methods.ZSTD_createCCtx();

    private static nuint FreeCompressor(void* context) => Methods.ZSTD_freeCCtx((ZSTD_CCtx_s*)context);

    private static nuint SetCompressor(void* context, int parameter, int value) =>
        Methods.ZSTD_CCtx_setParameter((ZSTD_CCtx_s*)context, (ZSTD_cParameter)parameter, value);

    private static nuint CompressFrame(void* context, void* target, nuint capacity, void* source, nuint size) =>
        Methods.ZSTD_compress2((ZSTD_CCtx_s*)context, target, capacity, source, size);

    private static void* CreateDecompressor() => Methods.ZSTD_createDCtx();

    private static nuint FreeDecompressor(void* context) => Methods.ZSTD_freeDCtx((ZSTD_DCtx_s*)context);

    private static nuint SetDecompressor(void* context, int parameter, int value) =>
        Methods.ZSTD_DCtx_setParameter((ZSTD_DCtx_s*)context, (ZSTD_dParameter)parameter, value);

    private static nuint DecompressStream(void* context, Extent* output, Extent* input)
    {
        var target = new ZSTD_outBuffer_s { dst = output->Start, size = output->Size, pos = output->Position };
        var source = new ZSTD_inBuffer_s { src = input->Start, size = input->Size, pos = input->Position };
        var result = Methods.ZSTD_decompressStream((ZSTD_DCtx_s*)context, &target, &source);
        output->Position = target.pos;
        input->Position = source.pos;
        return result;
    }

    private static int ErrorCode(nuint result) => (int)Methods.ZSTD_getErrorCode(result);
}
