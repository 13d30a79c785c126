namespace Rhetenor.Data.Tests;

/// <summary>A master source that hands out one ZIP, when its gate lets it.</summary>
internal sealed class ScriptedSource(byte[] zip) : IMasterSource
{
    public byte[] Zip => zip;

    public int Fetches { get; private set; }

    public TaskCompletionSource? Gate { get; set; }

    public CancellationToken LastToken { get; private set; }

    public async Task<MasterZipFile> FetchAsync(Market market, CancellationToken cancellationToken = default)
    {
        Fetches++;
        LastToken = cancellationToken;
        if (Gate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);
        return new MasterZipFile(market, zip);
    }
}
