namespace Rhetenor.Data;

/// <summary>The base class of the exceptions that this library defines.</summary>
public abstract class RhetenorException : Exception
{
    /// <summary>Creates the exception.</summary>
    protected RhetenorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
