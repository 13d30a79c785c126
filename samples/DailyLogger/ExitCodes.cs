namespace DailyLogger;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>Everything requested is in the store.</summary>
    public const int Complete = 0;

    /// <summary>Something requested is not in the store.</summary>
    public const int Incomplete = 1;

    /// <summary>The options are invalid.</summary>
    public const int BadOptions = 2;

    /// <summary>Prints the error in the options.</summary>
    public static int Refuse(ArgumentException exception)
    {
        Console.Error.WriteLine(exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message);
        return BadOptions;
    }
}
