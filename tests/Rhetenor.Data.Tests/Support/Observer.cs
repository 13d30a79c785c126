namespace Rhetenor.Data.Tests;

/// <summary>Tells at once what is reported. Progress{T} of the framework does so later, on another thread.</summary>
internal sealed class Observer<T>(Action<T> observe) : IProgress<T>
{
    public Observer(List<T> reports)
        : this(reports.Add)
    {
    }

    public void Report(T value) => observe(value);
}
