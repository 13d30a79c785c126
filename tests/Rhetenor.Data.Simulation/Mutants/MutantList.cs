namespace Rhetenor.Data.Simulation;

/// <summary>The defects that have been made before, here or elsewhere, each as small as it would be in real code.</summary>
internal static class MutantList
{
    private const string Src = "src/Rhetenor.Data/", Walk = Src + "Hantoo/MinuteWalk.cs", Evidence = Src + "Hantoo/MinuteWalk.Evidence.cs", Commit = Src + "Logging/KlineCommit.cs", Reader = Src + "Archive/SessionReader.Objects.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        Of("a put overwrites", "tests/Rhetenor.Data.Simulation/World/SimulatedStore.cs", "if (!ignoresConditions)", "if (key.EndsWith(\".probe\", StringComparison.Ordinal))"),
        Of("412 is success", Src + "Storage/ObjectCommit.cs",
            "await CompareAsync(key, body, cancellationToken).ConfigureAwait(false),", "await Task.FromResult(CommitOutcome.Committed).ConfigureAwait(false),"),
        Of("412 is failure", Src + "Storage/ObjectCommit.cs",
            "PutOutcome.AlreadyExists => await", "PutOutcome.AlreadyExists => store is not null ? throw new ObjectStoreException(ObjectStoreError.Unavailable, key, \"taken\") : await"),
        Of("the running minute is stored", Src + "Markets/TradingSession.cs",
            "var last = running.AddMinutes(-1) < LastMinute ? running.AddMinutes(-1) : LastMinute;", "var last = running < LastMinute ? running : LastMinute;"),
        Of("no later second after a conflict", Commit, "latest >= now ? latest.AddSeconds(1) : now;", "latest >= now ? latest : now;"),
        Of("the last object listed wins", Src + "Archive/KlineDay.cs", "if (!wins[cell.Source])", "if (!wins[0])"),
        Of("symbols are compared whole", Src + "Logging/KlineReconciler.cs", "if (cell.Source != 0 && cell.Bar.Agrees(bar))",
            "if (klines.ToArray().All(one => _held.TryGetKline(symbol, one.Minute, out var there) && there.Bar.Agrees(one.Bar)))"),
        Of("a page that fails ends the day", Src + "Hantoo/HantooKlineSource.cs",
            "catch (HantooException exception) when (exception is { Error: HantooError.UnexpectedReply, TrId: not null } && walk.TryAgain())\n            {",
            "catch (HantooException) when (walk.Result().Calls > 0)\n            {\n                break;"),
        Of("fewer than fifteen bars are not written", Commit, "if (changes.ChangeCount > 0)", "if (changes.ChangeCount >= 15)"),
        Of("nothing is tried again", Src + "Core/Resilience.cs", "if (options.MaxAttempts == 1)", "if (options.MaxAttempts >= 1)"),
        Of("the host's zone is Korea", Src + "Hantoo/Http/HantooServerClock.cs",
            "KoreaTime.Now(timeProvider) +", "new DateTimeOffset(timeProvider.GetLocalNow().DateTime, KoreaTime.Offset) +"),
        Of("a foreign key ends the reading", Src + "Archive/SessionLister.cs", "KlineKey.TryParse(stored.Key, out var bars))", "KlineKey.Parse(stored.Key) is var bars)"),
        Of("a corrupt object ends the reading", Reader, "        }\n        catch (KlineFormatException exception)", "        }\n        catch (TimeoutException exception)"),
        new Mutant("a new name for every attempt",
            new MutantEdit(Src + "Storage/ObjectCommit.cs", "_ => throw new Unresolved(\"No write was confirmed.\"),", "_ => CommitOutcome.Conflict,"),
            new MutantEdit(Commit, "Rebase(pending, await parts.Store.ReadAsync(session, cancellationToken).ConfigureAwait(false), written);", "Rebase(pending, pending.Held with { LatestRetrieval = retrieval }, written);")),
        Of("a short page is the last", Walk, "Follow(oldest, passes);", "Follow(oldest, passes || page.Count < 120);"),
        Of("a refused call is an empty page", Src + "Hantoo/Wire/MinuteReply.cs",
            "is { } failure)\n            throw failure;", "is { } failure)\n            return failure.Error == HantooError.RateLimited ? new HantooMinutePage([], 0, reply.ServerTime, reply.ReceivedAt) : throw failure;"),
        Of("retrievals follow the clock", Commit, "held.LatestRetrieval is { } latest && latest >= now ? latest.AddSeconds(1) : now;", "now;"),
        Of("an object that cannot be read is nothing", Src + "Archive/BelievedCoverage.cs", "is not { } missing)", "is not { } missing || missing.Length > 0)"),
        Of("final is final, whatever the store shows", Src + "Archive/BelievedCoverage.cs", "if (doubtful.Count == 0)", "if (doubtful.Count >= 0)"),
        Of("an empty page covers what follows", Evidence, "if (!_quote.IsKnown && !hasOtherRows && !_sawEarlierDay)", "if (_request.After is not null)\n            (_isIdle, _isOver) = (true, true);\n        else if (!_quote.IsKnown && !hasOtherRows)"),
        Of("an empty page is believed at once", Walk, "else if (_rows.Count > 0 && _again == Patience && IsHeadProven())", "else if (_rows.Count > 0 && _again >= 0)"),
        Of("two empty pages are believed", Walk, "else if (_rows.Count > 0 && _again == Patience && IsHeadProven())", "else if (_rows.Count > 0 && (_again >= 1 || IsHeadProven()))"),
        Of("a past day without rows had no trades", Evidence, "            AsksTotals = true;", "            (_isIdle, _isOver) = (true, true);"),
        new Mutant("totals without the day mean no trades, even if there are none",
            new MutantEdit(Evidence, "if (bars.Count == 0 && _totalsAgain < Patience)", "if (bars.Count < 0 && _totalsAgain < Patience)"),
            new MutantEdit(Evidence, "else if (_totals.Count == 0)", "else if (_totals.Count < 0)")),
        Of("a stray row is the beginning", Walk, "(oldest, earlier > 0 && !isMixed)", "(oldest, earlier > 0)"),
        Of("the day's value is not checked", Evidence, "if (rows.Count > 0 && !CheckChain(rows))", "if (rows.Count < 0)"),
        Of("the newest minutes are not checked", Evidence, " ?? GapBeforeOpenRow(rows[^1]);", ";"),
        Of("a settled day is not read whole", Src + "Logging/CatchUpPlanner.cs", "        if (isSettled)\n            after = null;", "        if (isSettled && after is null)\n            after = null;"),
        Of("a day is final when it is over", Src + "Logging/FetchedSymbol.cs", "answered - request.SettleMargin >= session.SettledAt", "answered > session.End"),
        Of("an answer is final when it is taken late", Src + "Logging/CatchUpRun.cs", "fetch.Answered?.ToOffset(KoreaTime.Offset) ?? _parts.Now", "_parts.Now"),
        Of("flat rows are bars", Src + "Logging/KlineAggregator.cs", "else if (IsFill(row))", "else if (IsFill(row) && row.Volume > 0)"),
        Of("shares of the day start anew", Src + "Logging/HeldDay.cs", "request.After is { } after && LastBefore", "request.After is { Year: 1 } after && LastBefore"),
        Of("minutes are not given time to settle", Walk, "LastCompleted(answered - _request.SettleMargin)", "LastCompleted(answered)"),
        new Mutant("rows of minutes to come count",
            new MutantEdit(Walk, "_rows.Where(row => row.Minute <= _completed)", "_rows.Where(row => row.Minute <= _request.Until)"),
            new MutantEdit(Src + "Logging/KlineAggregator.cs", "else if (row.Minute >= cutoff)", "else if (row.Minute.Year == 1)")),
        Of("a stopped upload begins anew", Commit, "pending.Retrieval ??= Retrieval(pending.Held);", "Retrieval(pending.Held);"),
        Of("a failed symbol is covered", Src + "Logging/CatchUpRun.cs", "new(SymbolDayState.Failed, null, Reason: reason)", "new(SymbolDayState.NoTrades, TimeOnly.FromDateTime(_session.FirstMinute), Reason: reason)"),
        Of("every writer has the first slot", Src + "Logging/WriterSlot.cs", "(Number - remainder + Writers)", "(Writers - remainder)") with { IsSlotted = true },
    ];

    private static Mutant Of(string name, string file, string old, string @new) => new(name, new MutantEdit(file, old, @new));
}
