namespace Rhetenor.Data;

/// <summary>The base of every failure this library reports on its own account.</summary>
public abstract class RhetenorException : Exception
{
    /// <summary>Passes message and cause on.</summary>
    protected RhetenorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
