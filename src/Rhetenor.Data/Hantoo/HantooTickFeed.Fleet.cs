using Rhetenor.Data.Core;
using Rhetenor.Data.Hantoo;

namespace Rhetenor.Data;

/// <content>The connection of one of several app keys.</content>
public sealed partial class HantooTickFeed
{
    // A connection that lasted is no reason to wait longer for the next one.
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(10);

    // Runs the connection of a key. While it gives no ticks, the others have its symbols.
    private async Task RunOneAsync(TickLine line, TickQueue queue, CancellationToken cancellationToken)
    {
        var (most, series) = (_options.Retry.MaxAttempts, ((_options.Retry.MaxAttempts - 1) / _fleet.Failures) + 1);
        while (true)
        {
            var attempts = Math.Clamp(most - (line.Times * _fleet.Failures), 1, _fleet.Failures);
            var options = _options with { Retry = _options.Retry with { MaxAttempts = attempts } };
            var began = _client.TimeProvider.GetTimestamp();
            try
            {
                await RunAsync(line, options, queue, cancellationToken).ConfigureAwait(false);
            }
            catch (HantooException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_client.TimeProvider.GetElapsedTime(began) > Steady)
                    line.Times = 0;

                // KIS may be away, and then no other key helps.
                var wait = exception.IsFatal ? _fleet.WaitAfter(line.Times) : _options.Retry.MaxDelay;
                var (moved, without) = _spread.Leave(line, exception);
                Log.FleetTicksMoved(_logger, line.Number, KoreaTime.Now(_client.TimeProvider) + wait, moved, without.Count, exception.Message);
                if (_spread.IsAtEnd(series))
                    throw;
                State(without);
                foreach (var other in _lines)
                    await other.SendOpenAsync(cancellationToken).ConfigureAwait(false);
                await Pause.ForAsync(wait, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
                _spread.UseAgain(line);
            }
        }
    }

    private void State(IReadOnlyList<string> without)
    {
        var now = _client.ServerNow;
        foreach (var symbol in without)
            _queue?.Add(new(now, default, new() { Kind = TickFeedKind.Refused, Known = now, Symbol = symbol, Reason = "no app key has room for it" }));
    }
}
