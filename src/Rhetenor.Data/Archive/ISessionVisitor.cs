using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Sees the objects of a session one by one while it is read.</summary>
internal interface ISessionVisitor
{
    /// <summary>The session is read from its first object on, maybe once more: what was seen before counts no longer.</summary>
    void Begin();

    /// <summary>An object could be read.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="table">Its content, until the next one.</param>
    /// <param name="earlier">What the objects before it say together.</param>
    void Visit(KlineKey key, KlineTable table, MergedBars earlier);
}
