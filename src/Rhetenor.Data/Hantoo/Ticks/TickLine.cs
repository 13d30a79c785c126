namespace Rhetenor.Data.Hantoo;

/// <summary>The connection of one app key, and the symbols registered on it.</summary>
/// <param name="number">The number of the key, from 1.</param>
/// <param name="channel">The calls of the key.</param>
/// <param name="most">The maximum number of symbols.</param>
internal sealed class TickLine(int number, IHantooChannel channel, int most)
{
    private volatile TickConnection? _connection;

    public int Number => number;

    public IHantooChannel Channel => channel;

    public TickRegistrations Registrations { get; } = new(most);

    public TickConnection? Connection
    {
        get => _connection;
        set => _connection = value;
    }

    /// <summary>Gets or sets why it gives no ticks for a while; null while it is used.</summary>
    public HantooException? Failure { get; set; }

    /// <summary>Gets or sets how many times in a row it gave no ticks for a while.</summary>
    public int Times { get; set; }

    public Task SendOpenAsync(CancellationToken cancellationToken) => _connection?.SendOpenAsync(cancellationToken) ?? Task.CompletedTask;
}
