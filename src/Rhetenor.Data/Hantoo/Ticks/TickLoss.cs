namespace Rhetenor.Data.Hantoo;

/// <summary>The loss of a connection, or a connection that did not begin. It is opened again after a wait.</summary>
/// <param name="message">The reason, without keys.</param>
/// <param name="isSilent">Whether nothing arrived for too long.</param>
internal sealed class TickLoss(string message, bool isSilent = false) : Exception(message)
{
    public bool IsSilent => isSilent;
}
