using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>What became of one session in a catch-up. It claims nothing the store does not hold.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbols">Every symbol asked for, in the order given.</param>
/// <param name="Objects">Keys of the objects of bars written, in order. The coverage written beside them, at most one small object
/// for each and one where a batch of symbols had no new bar, is not listed.</param>
/// <param name="Problems">Objects in the store that could not be read; the others were.</param>
/// <param name="Started">When the run began on this session, Korean time.</param>
/// <param name="Finished">When it was done with it, Korean time.</param>
public sealed record CatchUpReport(
    TradingSession Session,
    IReadOnlyList<SymbolOutcome> Symbols,
    IReadOnlyList<string> Objects,
    IReadOnlyList<StoreProblem> Problems,
    DateTimeOffset Started,
    DateTimeOffset Finished)
{
    /// <summary>Gets whether every symbol has everything that could be had when the run ended. While the session is not over, or has
    /// not settled, more comes later: see <see cref="IsFinal"/>.</summary>
    public bool IsComplete => Symbols.All(outcome => outcome.IsUpToDate);

    /// <summary>Gets whether every symbol is whole, so that nothing more will come.</summary>
    public bool IsFinal => Symbols.All(outcome => outcome.State < SymbolDayState.Open);

    /// <summary>Calls made, repeated ones not counted.</summary>
    public int Calls => Symbols.Sum(outcome => outcome.Calls);

    /// <summary>Bars the store did not have.</summary>
    public int NewBars => Symbols.Sum(outcome => outcome.NewBars);

    /// <summary>Bars the store had with other values; both versions are kept, the later wins.</summary>
    public int RevisedBars => Symbols.Sum(outcome => outcome.RevisedBars);

    /// <summary>Bars that were fetched and found in the store.</summary>
    public int UnchangedBars => Symbols.Sum(outcome => outcome.UnchangedBars);

    /// <summary>Symbols of one state.</summary>
    public int Count(SymbolDayState state) => Symbols.Count(outcome => outcome.State == state);

    /// <summary>Throws unless every symbol is complete.</summary>
    /// <exception cref="CatchUpIncompleteException">Some are not; the message names the first and the reason.</exception>
    public void EnsureComplete()
    {
        if (!IsComplete)
            throw new CatchUpIncompleteException(this);
    }

    /// <summary>Returns session, symbols by state, bars, calls and objects in one line; <c>ToText()</c> adds the reasons.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {SymbolDayStates.Sentence(Count)}; {NewBars} new bars, {RevisedBars} revised, {UnchangedBars} unchanged; {Calls} calls, {Objects.Count} objects");
}
