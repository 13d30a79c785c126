using System.Diagnostics;

namespace Rhetenor.Data.Core;

/// <summary>Shows the items of a sequence in the debugger instead of its columns and tables.</summary>
internal sealed class DebugView<T>(IEnumerable<T> items)
{
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    public T[] Items => [.. items];
}
