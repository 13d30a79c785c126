using System.Runtime.InteropServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Publishes sessions.</content>
public sealed partial class KlineDataset
{
    private const int Rounds = 10;

    /// <summary>Publishes the sessions of an archive that are new or revised since the latest publication. Publishing again without changes
    /// writes nothing and reads names only. The bars of a month are kept in a temporary file of about ten bytes a bar, so that the memory does
    /// not grow with the month.</summary>
    /// <param name="archive">The archive, of the same venue.</param>
    /// <param name="from">The first Korean date. The range is extended to whole months.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="onProblem">Receives every object or row of the archive that cannot be used, and every session of which the archive has
    /// fewer bars, or fewer of a symbol, than are published; the session is then published without them. One with an object or row that cannot
    /// be used is read again by each publication until it is whole. If null, such a session is not published.</param>
    /// <param name="progress">Receives the manifest of each month or running month when it is written.</param>
    /// <param name="cancellationToken">Cancels the operation. Months already published stay published.</param>
    /// <returns>The published sessions and files. A session that cannot be read whole, or has fewer bars than are published, is not
    /// published; it is a problem of the result. If it is already published in a month that is over, the whole month stays as it is
    /// published.</returns>
    /// <exception cref="ArgumentException">The archive is of another venue, or <paramref name="from"/> is after
    /// <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">A store could not be read or written.</exception>
    /// <exception cref="IOException">The temporary file could not be written.</exception>
    public async Task<KlineDatasetPublication> PublishAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, IProgress<KlineDatasetManifest>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireVenue(archive);
        DateRange.Check(from, to);
        return await PublishAsync(new Source(archive, onProblem, Again: false), from, to, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes all sessions of a range again, changed or not, as new files. They replace files that are missing or damaged, or were
    /// written with other options.</summary>
    /// <inheritdoc cref="PublishAsync(KlineArchive, DateOnly, DateOnly, Action{StoreProblem}, IProgress{KlineDatasetManifest}, CancellationToken)" path="/param|/returns|/exception"/>
    public async Task<KlineDatasetPublication> RepublishAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, IProgress<KlineDatasetManifest>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireVenue(archive);
        DateRange.Check(from, to);
        return await PublishAsync(new Source(archive, onProblem, Again: true), from, to, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<KlineDatasetPublication> PublishAsync(
        Source source, DateOnly from, DateOnly to, IProgress<KlineDatasetManifest>? progress, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (first, last) = (FirstOf(from), LastOf(to));
        var listed = await source.Archive.ListSessionsAsync(first, last, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        var archived = listed.FindAll(session => !IsOpen(session));
        var result = new KlineDatasetPublication(await ReadManifestAsync(cancellationToken).ConfigureAwait(false), [], [], []);
        // A month that has no sessions in the archive any more may still be published.
        var published = (result.Manifest?.Sessions ?? []).Select(session => session.Date).Where(date => date >= first && date <= last).ToList();
        foreach (var month in archived.Select(session => session.Date).Concat(published).Select(FirstOf).Distinct().Order())
        {
            var sessions = archived.Where(session => MonthPlan.IsIn(month, session.Date)).ToList();
            result = await PublishAsync(source, month, sessions, result, progress, cancellationToken).ConfigureAwait(false);
        }

        // A month that is written again names what keeps it from that.
        var lost = published.Except(listed.Select(session => session.Date)).Where(date => !result.Problems.Any(problem => problem.Key == $"{_options.Prefix}/{date.ToText()[..7]}"));
        result = result with { Problems = [.. result.Problems, .. lost.Select(date => new StoreProblem($"{_options.Prefix}/{date.ToText()}", $"the archive has no objects of {date.ToText()} any more, which is published and stays so."))] };
        return _options.YearFiles ? await PublishYearsAsync(result, first.Year, last.Year, progress, cancellationToken).ConfigureAwait(false) : result;
    }

    private async Task<KlineDatasetPublication> PublishAsync(
        Source source, DateOnly month, IReadOnlyList<ArchivedSession> archived, KlineDatasetPublication result,
        IProgress<KlineDatasetManifest>? progress, CancellationToken cancellationToken)
    {
        var isClosed = _timeProvider.GetUtcNow() >= KoreaTime.At(month.AddMonths(1), TimeOnly.MinValue);
        for (var round = 0; round < Rounds; round++)
        {
            var plan = MonthPlan.Of(month, isClosed, archived, result.Manifest, source.Again);
            if (plan.Problem is { } problem)
                return result with { Problems = [.. result.Problems, new($"{_options.Prefix}/{month.ToText()[..7]}", problem)] };
            if (plan.Sessions.Count == 0)
                return result;
            var built = await BuildAsync(source, plan, result.Manifest, cancellationToken).ConfigureAwait(false);
            if (built.Sessions.Count == 0)
                return result with { Problems = [.. result.Problems, .. built.Problems] };
            var next = Next(result.Manifest, built, plan);
            // A session that is not whole was read again, and is as before.
            if (IsSame(next, result.Manifest))
                return result with { Problems = [.. result.Problems, .. built.Problems] };
            if (await _manifests.TryWriteAsync(next, cancellationToken).ConfigureAwait(false))
            {
                progress?.Report(next);
                return new(next, [.. result.Sessions, .. built.Sessions.Select(session => session.Date)], [.. result.Files, .. next.Files.Where(file => file.Since == next.Number)], [.. result.Problems, .. built.Problems]);
            }

            // Another process published meanwhile, possibly the same month, and possibly a revision that came after the listing.
            result = result with { Manifest = await ReadManifestAsync(cancellationToken).ConfigureAwait(false) };
            archived = await ListAsync(source.Archive, month, LastOf(month), cancellationToken).ConfigureAwait(false);
        }

        throw new ObjectStoreException(ObjectStoreError.Unavailable, _options.Prefix, $"others kept publishing while {month.ToText()[..7]} was published.");
    }

    private static bool IsSame(KlineDatasetManifest next, KlineDatasetManifest? latest)
    {
        return latest is not null && next.Sessions.Select(Identity).SequenceEqual(latest.Sessions.Select(Identity)) && next.Files.SequenceEqual(latest.Files);

        static (DateOnly, long, long, string) Identity(KlineDatasetSession session) => (session.Date, session.Bars, session.Shares, session.Source);
    }

    private async Task<Built> BuildAsync(Source source, MonthPlan plan, KlineDatasetManifest? latest, CancellationToken cancellationToken)
    {
        if (plan.IsClosed)
            return await BuildAsync(source, plan.Sessions, KlineDatasetPeriod.Month, latest, cancellationToken).ConfigureAwait(false);
        var days = new Built([], [], []);
        foreach (var session in plan.Sessions)
        {
            var day = await BuildAsync(source, [session], KlineDatasetPeriod.Day, latest, cancellationToken).ConfigureAwait(false);
            days = new([.. days.Sessions, .. day.Sessions], [.. days.Files, .. day.Files], [.. days.Problems, .. day.Problems]);
        }

        return days;
    }

    private async Task<Built> BuildAsync(
        Source source, IReadOnlyList<ArchivedSession> sessions, KlineDatasetPeriod period, KlineDatasetManifest? latest, CancellationToken cancellationToken)
    {
        var (problems, read, left) = (new List<StoreProblem>(), new Dictionary<DateOnly, ReadSession>(), new Dictionary<DateOnly, int>());
        var report = source.OnProblem ?? problems.Add;
        var query = new KlineQuery(sessions[0].Date, sessions[^1].Date);
        using var spool = new BarSpool(_options.Venue);
        await foreach (var day in source.Archive.DaysAsync(query, report, reuseBuffers: true, cancellationToken).ConfigureAwait(false))
        {
            // What was never published is left out by itself. The files of a month cannot keep a session as it is published.
            if (source.OnProblem is null && day.Problems.Count > 0 && latest?.Sessions.Any(session => session.Date == day.Date) != true)
            {
                left.Add(day.Date, day.Problems.Count);
                continue;
            }

            spool.Add(day.Date, day.Slices);
            read[day.Date] = ReadSession.Of(day);
        }

        foreach (var lost in sessions.Select(session => Lost(session.Date, latest, spool)).OfType<StoreProblem>())
            report(lost);
        foreach (var lost in await LostAsync(sessions, latest, spool, cancellationToken).ConfigureAwait(false))
            report(lost);
        sessions = [.. sessions.Where(session => !left.ContainsKey(session.Date))];
        if (problems.Count > left.Values.Sum() || sessions.Count == 0)
            return new([], [], problems);
        // A session that appeared after the listing would be in the files and not in the manifest.
        if (spool.Sessions.Keys.Except(sessions.Select(session => session.Date)).Any())
            return new([], [], [new($"{_options.Prefix}/{query.From.ToText()[..7]}", "the archive changed while it was read.")]);
        var files = await _writer.WriteAsync(spool, period, latest, source.Again, cancellationToken).ConfigureAwait(false);
        return new([.. sessions.Select(session => Published(session, spool, read.GetValueOrDefault(session.Date)))], files, problems);
    }

    // Objects that were removed after the listing leave nothing to read.
    private static KlineDatasetSession Published(ArchivedSession session, BarSpool spool, ReadSession? read)
    {
        var (bars, shares) = spool.Sessions.GetValueOrDefault(session.Date);
        return new(session.Date, bars, shares, SourceMark.Of(session, read?.IsWhole ?? false), read?.Retrieved ?? []);
    }

    // Revisions change bars and add some. Fewer bars mean that objects were removed, or that a copy of the archive is not complete.
    private StoreProblem? Lost(DateOnly date, KlineDatasetManifest? latest, BarSpool spool)
    {
        var (published, archived) = (latest?.Sessions.FirstOrDefault(session => session.Date == date)?.Bars ?? 0, spool.Sessions.GetValueOrDefault(date).Bars);
        return archived >= published
            ? null
            : new($"{_options.Prefix}/{date.ToText()}", $"the archive has {Texts.Count(archived, "bar")} of {date.ToText()}, and {published} are published.");
    }

    // Bars of other symbols that were added make up for lost ones in the number of the session, but not in that of the symbol. Objects that
    // are the same as before have lost nothing.
    private async Task<List<StoreProblem>> LostAsync(IReadOnlyList<ArchivedSession> sessions, KlineDatasetManifest? latest, BarSpool spool, CancellationToken cancellationToken)
    {
        var changed = (latest?.Sessions ?? []).Where(published => sessions.Any(session => session.Date == published.Date && !SourceMark.IsOf(session, published.Source))
            && published.Bars <= spool.Sessions.GetValueOrDefault(published.Date).Bars).Select(published => published.Date).ToHashSet();
        var lost = new SortedDictionary<DateOnly, StoreProblem>();
        foreach (var file in (latest?.Files ?? []).Where(file => file.Period != KlineDatasetPeriod.Year && changed.Any(date => file.Overlaps(date, date))))
        {
            foreach (var ((symbol, date), published) in await CountAsync(file, cancellationToken).ConfigureAwait(false))
            {
                if (changed.Contains(date) && spool.CountOf(symbol, date) is var archived && archived < published)
                    lost.TryAdd(date, new($"{_options.Prefix}/{date.ToText()}", $"the archive has {Texts.Count(archived, "bar")} of {symbol} of {date.ToText()}, and {published} are published."));
            }
        }

        return [.. lost.Values];
    }

    // A file that cannot be read has nothing to lose.
    private async Task<Dictionary<(string Symbol, DateOnly Date), int>> CountAsync(KlineDatasetFile file, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(string Symbol, DateOnly Date), int>();
        try
        {
            var reader = await BarFileReader.OpenAsync(_store, file, whole: false, cancellationToken).ConfigureAwait(false);
            await foreach (var columns in reader.ReadAsync(reader.Groups, cancellationToken).ConfigureAwait(false))
            {
                foreach (var (symbol, rows) in columns.Symbols())
                {
                    foreach (var minute in columns.Minutes[rows])
                        CollectionsMarshal.GetValueRefOrAddDefault(counts, (symbol, DateOnly.FromDateTime(minute)), out _)++;
                }
            }
        }
        catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Corrupt)
        {
            counts.Clear();
        }

        return counts;
    }

    private KlineDatasetManifest Next(KlineDatasetManifest? latest, Built built, MonthPlan plan)
    {
        var dates = built.Sessions.Select(session => session.Date).ToHashSet();
        var files = latest?.Files ?? [];
        var replaced = files.Where(file => file.Period != KlineDatasetPeriod.Year && (plan.IsClosed ? MonthPlan.IsIn(plan.Month, file.From) : dates.Contains(file.From))).ToList();
        // Some may be files of the latest publication, whose bars did not change.
        var added = built.Files;
        // The files of the year repeat the months, and would contradict one that changed.
        if (!added.All(replaced.Contains) || added.Count != replaced.Count)
            replaced.AddRange(files.Where(file => file.Period == KlineDatasetPeriod.Year && file.From.Year == plan.Month.Year));
        return new(
            (latest?.Number ?? 0) + 1, _options.Venue.ToCode(), KoreaTime.Now(_timeProvider),
            [.. (latest?.Sessions ?? []).Where(session => !dates.Contains(session.Date)).Concat(built.Sessions).OrderBy(session => session.Date)],
            Ordered(files.Except(replaced).Concat(added)),
            [.. replaced.Select(file => file.Key).Except(added.Select(file => file.Key))]);
    }

    private static IReadOnlyList<KlineDatasetFile> Ordered(IEnumerable<KlineDatasetFile> files) =>
        [.. files.OrderBy(file => file.Period == KlineDatasetPeriod.Year).ThenBy(file => file.From).ThenBy(file => file.FirstSymbol, StringComparer.Ordinal)];

    private async Task<IReadOnlyList<ArchivedSession>> ListAsync(KlineArchive archive, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await archive.ListSessionsAsync(from, to, cancellationToken).Where(session => !IsOpen(session)).ToListAsync(cancellationToken).ConfigureAwait(false);

    private bool IsOpen(ArchivedSession session) => !_options.IncludeOpenSessions && !session.IsSettled(_timeProvider.GetUtcNow());

    private void RequireVenue(KlineArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (archive.Options.Venue != _options.Venue)
            throw new ArgumentException($"The archive is of {archive.Options.Venue}, the dataset of {_options.Venue}.", nameof(archive));
    }

    private static DateOnly FirstOf(DateOnly date) => new(date.Year, date.Month, 1);

    private static DateOnly LastOf(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));

    /// <summary>The archive, the receiver of what it cannot read, and whether unchanged sessions are published too.</summary>
    private sealed record Source(KlineArchive Archive, Action<StoreProblem>? OnProblem, bool Again);

    /// <summary>Whether everything of a session could be read, and the dates of retrieval of its bars.</summary>
    private sealed record ReadSession(bool IsWhole, IReadOnlyList<KlineDatasetRetrieval> Retrieved)
    {
        public static ReadSession Of(ArchiveDay day) => new(
            day.Problems.Count == 0, [.. day.Retrievals.OrderBy(one => one.Fetched).Select(one => new KlineDatasetRetrieval(one.Fetched, one.Symbols is { } symbols ? [.. symbols.Order(StringComparer.Ordinal)] : null))]);
    }

    /// <summary>The sessions and files written for a part of a month.</summary>
    private sealed record Built(IReadOnlyList<KlineDatasetSession> Sessions, IReadOnlyList<KlineDatasetFile> Files, IReadOnlyList<StoreProblem> Problems);
}
