namespace DailyLogger;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Everything asked for is in the store.</summary>
    public const int Complete = 0;

    /// <summary>Something is not.</summary>
    public const int Incomplete = 1;

    /// <summary>The options are wrong.</summary>
    public const int BadOptions = 2;

    /// <summary>Says what is wrong with the options.</summary>
    public static int Refuse(ArgumentException exception)
    {
        Console.Error.WriteLine(exception.ParamName is { } name ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : exception.Message);
        return BadOptions;
    }
}
