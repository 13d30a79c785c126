namespace Rhetenor.Data.Tests.Masters;

public sealed class SingleFlightTests
{
    [Fact]
    public async Task A_caller_who_tries_again_at_once_does_not_get_the_old_failure() => await Task.Run(async () =>
    {
        // Off the test framework's context, so that the first waiter goes on before the second has left.
        var flights = new SingleFlight<int, string>();
        var gate = new TaskCompletionSource();
        var runs = 0;
        async Task<string> WorkAsync(CancellationToken cancellationToken)
        {
            if (++runs > 1)
                return "second";
            await gate.Task;
            throw new InvalidOperationException("first");
        }

        async Task<string> CallAsync()
        {
            try
            {
                return await flights.RunAsync(1, WorkAsync, default);
            }
            catch (InvalidOperationException)
            {
                return await flights.RunAsync(1, WorkAsync, default);
            }
        }

        var calls = new[] { CallAsync(), CallAsync() };
        gate.SetResult();
        Assert.Equal(["second", "second"], await Task.WhenAll(calls));
    });
}
