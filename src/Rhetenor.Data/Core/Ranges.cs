namespace Rhetenor.Data.Core;

internal static class Ranges
{
    /// <summary>Whether a number lies in a closed range; NaN does not.</summary>
    public static bool IsWithin(this double value, double least, double most) => value >= least && value <= most;
}
