using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Receives the objects of a session one by one while the session is read.</summary>
internal interface ISessionVisitor
{
    /// <summary>Starts, or restarts, the session at its first object. Objects seen before no longer count.</summary>
    void Begin();

    /// <summary>Receives an object that could be read.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="table">The object's content; valid until the next object.</param>
    /// <param name="earlier">The merged bars of all objects before this one.</param>
    void Visit(KlineKey key, KlineTable table, MergedBars earlier);
}
