using Rhetenor.Data.Core;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <content>The files that DWS serves beside the masters.</content>
public sealed partial class MasterDownloader
{
    /// <summary>Gets today's companion file in Korea.</summary>
    /// <inheritdoc cref="DownloadAsync(CompanionLayout, DateOnly, CancellationToken)"/>
    public Task<CompanionFile> DownloadAsync(CompanionLayout layout, CancellationToken cancellationToken = default) =>
        DownloadAsync(layout, KoreaTime.Today(_timeProvider), cancellationToken);

    /// <summary>Gets a companion file of a Korean date from the store, or downloads it from DWS and stores it unchanged before it is
    /// read: <c>{prefix}/raw/{yyyyMMdd}_{file name}</c>. The date is that of the download: some of these files are not written every
    /// day.</summary>
    /// <param name="layout">The file and its columns.</param>
    /// <param name="date">The Korean date. DWS is requested only when it is today, and again while the stored file was written before today.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="MasterNotAvailableException">The day is past and not stored, or has not begun.</exception>
    /// <exception cref="MasterSourceException">DWS could not be reached or does not serve the file.</exception>
    /// <exception cref="MstFormatException">The file does not match the layout. The file as served is stored.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written.</exception>
    public async Task<CompanionFile> DownloadAsync(CompanionLayout layout, DateOnly date, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var today = KoreaTime.Today(_timeProvider);
        if (date > today)
            throw new MasterNotAvailableException(layout.FileName, date, $"in Korea it is {today.ToText()}.");
        var served = new List<ReadOnlyMemory<byte>>();
        await foreach (var stored in _store.ReadRawAsync(layout.FileName, date, cancellationToken).ConfigureAwait(false))
            served.Add(stored);
        if (date == today && !served.Exists(stored => IsWrittenOn(today, stored, layout)))
        {
            var content = await _source.FetchAsync(layout.FileName, cancellationToken).ConfigureAwait(false);
            await _store.KeepRawAsync(layout.FileName, content, date, cancellationToken).ConfigureAwait(false);

            // Another stored file of the day does not hide that this one is damaged.
            Open(content, layout);
            served.Add(content);
        }

        var file = served.Count > 0
            ? Newest(served, layout)
            : throw new MasterNotAvailableException(layout.FileName, date, "it is not stored, and DWS only serves the newest file.");
        Log.CompanionRead(_logger, layout.FileName, date, file.Count, file.SourceTime);
        return file;
    }

    // Among files of one day, the one that was written last; without a time, the one that is served now. Which of the stored ones was served
    // last is not known then. A damaged one hides no other.
    private CompanionFile Newest(List<ReadOnlyMemory<byte>> served, CompanionLayout layout)
    {
        var readable = served.FindAll(file => TryOpen(file, layout, out _));
        var (content, written) = (readable.Count > 0 ? readable : served).Select(file => Open(file, layout)).Reverse().MaxBy(file => file.Time ?? DateTimeOffset.MinValue);
        return CompanionFile.Read(content, layout).With(written);
    }

    private bool IsWrittenOn(DateOnly date, ReadOnlyMemory<byte> stored, CompanionLayout layout) =>
        TryOpen(stored, layout, out var written) && written is { } time && KoreaTime.DateOf(time) == date;

    private bool TryOpen(ReadOnlyMemory<byte> stored, CompanionLayout layout, out DateTimeOffset? written)
    {
        try
        {
            written = Open(stored, layout).Time;
            return true;
        }
        catch (MstFormatException)
        {
            written = null;
            return false;
        }
    }

    private (byte[] Content, DateTimeOffset? Time) Open(ReadOnlyMemory<byte> stored, CompanionLayout layout) => MasterZip.Open(stored, layout.FileName, _options.MaxFileBytes);
}
