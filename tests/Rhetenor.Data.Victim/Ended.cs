namespace Rhetenor.Data.Victim;

/// <summary>The exit codes.</summary>
public enum Ended
{
    /// <summary>Everything asked for is stored.</summary>
    Complete = 0,

    /// <summary>Some symbol is not complete.</summary>
    Incomplete = 1,

    /// <summary>It was told to stop, and did in order.</summary>
    Stopped = 3,

    /// <summary>A typed failure.</summary>
    Failed = 4,
}
