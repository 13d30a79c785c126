using System.Text.Json;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Hantoo;

/// <summary>Stores holiday answers: one object per Korean day that maps each date to <c>Y</c> (open) or <c>N</c>.</summary>
internal sealed class HolidayStore(IObjectStore store, string prefix, TimeProvider timeProvider)
{
    private const int MaxBytes = 64 * 1024;

    private readonly ObjectCommit _commit = new(store, null, timeProvider);

    public Task<Dictionary<DateOnly, bool>?> ReadAsync(DateOnly today, CancellationToken cancellationToken) =>
        ReadAsync(Key(today), cancellationToken);

    /// <summary>Reads the newest answer of any day; null when there is none.</summary>
    public async Task<Dictionary<DateOnly, bool>?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        string? newest = null;
        await foreach (var stored in store.ListAsync($"{prefix}/", cancellationToken).ConfigureAwait(false))
        {
            if (stored.Key.EndsWith(".json", StringComparison.Ordinal))
                newest = stored.Key;
        }

        return newest is null ? null : await ReadAsync(newest, cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(DateOnly today, Dictionary<DateOnly, bool> days, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (date, isOpen) in days.OrderBy(day => day.Key))
                writer.WriteString(date.ToDigits(), isOpen ? "Y" : "N");
            writer.WriteEndObject();
        }

        // Another logger's answer of the same day is equally valid.
        await _commit.CommitAsync(Key(today), json.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<DateOnly, bool>?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await store.ReadAllAsync(key, MaxBytes, cancellationToken).ConfigureAwait(false) is not { } json)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.EnumerateObject().ToDictionary(
                day => Stamp.ReadDate(day.Name),
                day => day.Value.GetString() is "Y");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // The object is not a valid answer. It stays in the store, and the next one is read.
            return null;
        }
    }

    private string Key(DateOnly day) => $"{prefix}/{day.ToDigits()}.json";
}
