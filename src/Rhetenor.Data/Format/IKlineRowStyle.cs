namespace Rhetenor.Data.Format;

/// <summary>The layout of the rows of a line. It is a type parameter, so that the JIT compiles a separate loop for each style.</summary>
internal interface IKlineRowStyle
{
    /// <summary>Gets the number of spaces after a comma and a colon.</summary>
    static abstract int Gap { get; }

    /// <summary>Gets whether values are in quotes.</summary>
    static abstract bool IsText { get; }
}
