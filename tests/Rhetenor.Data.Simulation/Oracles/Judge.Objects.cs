using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rhetenor.Data.Simulation;

/// <content>Watches the objects.</content>
internal sealed partial class Judge
{
    private void Data(string key, string retrieval, byte[] body, bool isLate)
    {
        scheduler.Trace.Note(scheduler.Now, "s3", () => PlainReader.Text(body).Trim());
        var bars = PlainReader.Bars(body);
        _counts[key] = bars.Count;
        var isCompacted = PlainReader.Compaction(key) > 0;
        var held = isCompacted ? bars.ConvertAll(bar => View.Find(bar.Symbol, bar.Minute)) : null;
        foreach (var (symbol, minute, bar, ofLine) in bars)
        {
            var place = Text($"{symbol} {minute:MM-dd HH:mm}");
            if (Market.Symbols.FirstOrDefault(one => one.Code == symbol)?.All.FirstOrDefault(one => one.Minute == minute) is not { } truth)
            {
                Violate($"P5: {place} was stored as {bar}, and nothing was traded then.");
                continue;
            }

            var isDeceived = broker.Deceptions.AnyOf(symbol, DateOnly.FromDateTime(minute));
            var version = truth.VersionOf(bar, scheduler.Now);
            if (version < 0 && !broker.Deceptions.WasTold(symbol, minute, bar))
                Violate($"P5: {place} was stored as {bar}, which no completed version ever was.");
            var (least, most) = Shares(symbol, minute);
            (least, most) = (isDeceived || broker.EverLeftOut.Contains(symbol) ? 0 : least, isDeceived ? long.MaxValue : most);
            if (bar.AccVolume < least || bar.AccVolume > most)
                Violate($"P5: {place} was stored with {bar.AccVolume} shares of the day; {least} to {most} had been traded.");
            var (before, wins) = View.Add(key, retrieval, symbol, minute, bar, ofLine);
            if (bar.AccValue is not null && !_storedAt.ContainsKey((symbol, minute)))
                _storedAt.Add((symbol, minute), scheduler.Now);
            if (isCompacted || scenario.Writers > 1 || isLate || before is not { } older)
                continue;
            if (scenario.Faults is { Damage: 0, LagSeconds: 0 } && scenario.OtherProgramIn == 0 && older == bar && !_removed.Contains(key))
                Violate($"P6: {place} {bar} was stored twice.");
            if (isDeceived || (scenario.OtherProgramIn > 0 && scenario.Faults.LagSeconds > 0))
                continue;
            if (version != truth.VersionOf(older, scheduler.Now) && version > truth.VersionOf(older, scheduler.Now) != wins)
                Violate($"P12: {place} {(wins ? "was hidden by" : "is hidden behind")} an older version: {older}, {bar}.");
        }

        for (var i = 0; i < held?.Count; i++)
        {
            if (View.Find(bars[i].Symbol, bars[i].Minute) != held[i])
                Violate(Text($"P3: the compacted object {key} changes {bars[i].Symbol} {bars[i].Minute:HH:mm} from {held[i]}."));
        }
    }

    // P9: coverage is written after the data it speaks of. A merged object has one record a line, its own first.
    private void Coverage(string key, byte[] body)
    {
        var text = PlainReader.Text(body);
        scheduler.Trace.Note(scheduler.Now, "s3", () => text.Trim());
        var isFirst = true;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            Record(key, json.RootElement, isFirst);
            isFirst = false;
        }
    }

    private void Record(string key, JsonElement record, bool isFirst)
    {
        var name = record.GetProperty("name").GetString()!;
        if (isFirst && !key.EndsWith("/" + name, StringComparison.Ordinal))
            Violate($"P9: {key} calls itself {name}.");
        if (Sessions.FirstOrDefault(one => one.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) == name[..8]) is not { } session)
            return;
        RequireObjects(key, record);
        foreach (var entry in record.GetProperty("entries").EnumerateArray())
        {
            if (entry.GetProperty("through").GetString() is not { } text)
                continue;
            var through = session.Date.ToDateTime(TimeOnly.ParseExact(text, "HHmm", CultureInfo.InvariantCulture));
            foreach (var symbol in entry.GetProperty("symbols").EnumerateArray())
                RequireBars("P9", $"{key} covers {symbol} through", symbol.GetString()!, session, through, entry.GetProperty("final").GetBoolean());
        }
    }

    // What coverage names is there with these bytes, unless it was compacted away, as is the coverage it comes after.
    private void RequireObjects(string key, JsonElement record)
    {
        var prefix = key[..key.IndexOf("/coverage/", StringComparison.Ordinal)];
        foreach (var mark in record.GetProperty("objects").EnumerateArray())
        {
            var name = $"{prefix}/{mark.GetProperty("name").GetString()}";
            if (store.Get(name)?.Body is not { } body)
            {
                if (!_removed.Contains(name))
                    Violate($"P9: {key} names {name}, which is not there.");
            }
            else if ((body.Length, Convert.ToHexStringLower(SHA256.HashData(body))) != (mark.GetProperty("length").GetInt32(), mark.GetProperty("sha256").GetString()))
                Violate($"P9: {key} names other bytes of {name}.");
        }

        foreach (var name in record.TryGetProperty("after", out var after) ? after.EnumerateArray().Select(one => $"{prefix}/coverage/{one.GetString()}") : [])
        {
            if (store.Get(name) is null && !_removed.Contains(name))
                Violate($"P9: {key} comes after {name}, which is not there.");
        }
    }

    // What was hidden from every reader need not be there, unless the day is said to be final. Nor need bars outside the expected hours: who
    // made the claim may not have known better.
    private void RequireBars(string property, string claim, string symbol, TradingSession session, DateTime through, bool isFinal)
    {
        var isExcused = isFinal && broker.Deceptions.IsExcused(symbol, session, IsSeenThrough);
        foreach (var bar in Bars(symbol, session.Date).Where(bar => bar.Minute <= through))
        {
            if (bar.At(scheduler.Now) is null)
                Violate(Text($"{property}: {claim} {through:HH:mm}, and {bar.Minute:HH:mm} is not over."));
            else if (View.Find(symbol, bar.Minute) is null && !isExcused && Market.Changed?.IsOutside(bar.Minute) != true && (isFinal || !broker.Deceptions.IsHidden(symbol, bar.Minute)))
                Violate(Text($"{property}: {claim} {through:HH:mm}{(isFinal ? " for good" : "")}, and {bar.Minute:HH:mm} is not there."));
        }
    }

    // A settled answer that ends before a stored bar is older than the bar. A reader may not know of bars that others stored meanwhile.
    private bool IsSeenThrough(Deception deception) => scenario is { Writers: 1, OtherProgramIn: 0, Faults: { Damage: 0, LagSeconds: 0 } }
        && Sessions.FirstOrDefault(one => one.Date == deception.Date) is { } session && deception.Until >= TimeOnly.FromDateTime(session.LastMinute)
        && Bars(deception.Symbol, deception.Date).Any(bar => bar.Minute > deception.Newest && bar.Minute <= session.LastMinute
            && _storedAt.TryGetValue((deception.Symbol, bar.Minute), out var at) && at < deception.At);

    private void RequireTruth(string symbol, TradingSession session)
    {
        if (broker.Deceptions.IsExcused(symbol, session, IsSeenThrough))
            return;
        var day = Market.Day(symbol, session.Date);
        var (shares, value) = (0L, day?.Before.Value ?? 0);
        foreach (var bar in Bars(symbol, session.Date))
        {
            // What changes after the figures have settled is seen if the day is read again, and need not be.
            var told = bar.Told(session.SettledAt.UtcTicks, scheduler.Now).ToList();
            var last = View.Find(symbol, bar.Minute) is { } stored ? told.Find(version => version.Has(stored)) : default;
            last = last == default ? told[^1] : last;
            (shares, value) = (shares + last.Volume, value + last.Value);

            // Another program stores no value, and what it stored is not stored again for it.
            var expected = new StoredBar(last.Open, last.High, last.Low, last.Close, last.Volume, shares, View.Find(symbol, bar.Minute)?.AccValue is null ? null : value + (day?.InValueOf(bar, scenario.TrustsValue).Value ?? 0));
            if (View.Find(symbol, bar.Minute) != expected || (expected.AccValue is null && scenario.OtherProgramIn == 0))
                Violate(Text($"P2: {symbol} {bar.Minute:MM-dd HH:mm} is {View.Find(symbol, bar.Minute)}; {expected} is true."));
        }
    }

    // Shares of the day up to a minute, by any of the versions told so far of each bar.
    private (long Least, long Most) Shares(string symbol, DateTime minute)
    {
        var (least, most) = (0L, 0L);
        foreach (var bar in Bars(symbol, DateOnly.FromDateTime(minute)).Where(bar => bar.Minute <= minute))
        {
            var (low, high) = (Market.Changed?.IsOutside(bar.Minute) == true ? 0 : bar.Versions[0].Volume, bar.Versions[0].Volume);
            foreach (var version in bar.Versions.Where(version => version.From <= scheduler.Now))
                (low, high) = (Math.Min(low, version.Volume), Math.Max(high, version.Volume));
            (least, most) = (least + low, most + high);
        }

        return (least, most);
    }

    private IReadOnlyList<TruthBar> Bars(string symbol, DateOnly date) => Market.Day(symbol, date)?.Bars ?? [];

    private void Violate(string what) => scheduler.Violate(what);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
