using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>The corporate actions of a range of months, as the Korea Securities Depository (KSD, 예탁결제원) lists them.</summary>
/// <remarks>A month that was fetched several times has the rows of its last retrieval. Immutable and safe for concurrent readers. Create it
/// with <see cref="CorporateActionDownloader"/>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[SuppressMessage("Naming", "CA1710", Justification = "Actions is the usual name.")]
public sealed class CorporateActions : IReadOnlyList<CorporateAction>
{
    private readonly CorporateAction[] _current;
    private readonly HashSet<(CorporateActionKind, DateOnly)> _months;

    internal CorporateActions(IEnumerable<CorporateAction> versions, IEnumerable<(CorporateActionKind Kind, DateOnly Month)> months, IReadOnlyList<StoreProblem> problems)
    {
        Versions = [.. versions.OrderBy(action => action.Date).ThenBy(action => action.Code, StringComparer.Ordinal).ThenBy(action => action.Kind).ThenBy(action => action.Known)];
        _current = [.. Versions.Where(action => action.Withdrawn is null)];
        (_months, Problems) = ([.. months], problems);
    }

    /// <summary>Gets the number of actions.</summary>
    public int Count => _current.Length;

    /// <summary>Gets the rows, and the texts in rows, that cannot be read. A row without a date or a code is not among the actions.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; }

    /// <summary>Gets all versions of all rows.</summary>
    internal IReadOnlyList<CorporateAction> Versions { get; }

    /// <summary>Gets an action by index, in order of date and code.</summary>
    public CorporateAction this[int index] => _current[index];

    /// <summary>Determines whether the list of a kind was fetched for the month of a date.</summary>
    public bool IsFetched(CorporateActionKind kind, DateOnly date) => _months.Contains((kind, ActionKey.MonthOf(date)));

    /// <summary>Enumerates the actions in order of date and code.</summary>
    public IEnumerator<CorporateAction> GetEnumerator() => ((IEnumerable<CorporateAction>)_current).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of actions and problems in one line, independent of culture.</summary>
    public override string ToString() => $"{Texts.Count(Count, "corporate action")}, {Texts.Count(Problems.Count, "problem")}";
}
