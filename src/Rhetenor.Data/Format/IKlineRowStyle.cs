namespace Rhetenor.Data.Format;

/// <summary>How the rows of a line are set. Known when code is made, so that each style has a loop of its own.</summary>
internal interface IKlineRowStyle
{
    /// <summary>The spaces after a comma and a colon.</summary>
    static abstract int Gap { get; }

    /// <summary>Whether values are in quotes.</summary>
    static abstract bool IsText { get; }
}
