namespace DailyLogger;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>Everything requested is in the store.</summary>
    public const int Complete = 0;

    /// <summary>Something requested is not in the store: a symbol, the broker, the store or the data failed, or the run was
    /// stopped.</summary>
    public const int Incomplete = 1;

    /// <summary>The options are invalid. No failure of broker or data ends with this code.</summary>
    public const int BadOptions = 2;

    /// <summary>Prints the error in the options.</summary>
    public static int Refuse(Exception exception)
    {
        Console.Error.WriteLine(exception is ArgumentException { ParamName: { } name } ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message);
        return BadOptions;
    }
}
