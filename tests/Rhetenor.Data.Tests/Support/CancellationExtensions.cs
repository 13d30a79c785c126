namespace Rhetenor.Data.Tests;

internal static class CancellationExtensions
{
    /// <summary>Cancels before it returns. <see cref="CancellationTokenSource.CancelAsync"/> cancels on a thread of the pool, and a virtual clock may
    /// move on meanwhile.</summary>
    public static void CancelHere(this CancellationTokenSource source) => source.Cancel();
}
