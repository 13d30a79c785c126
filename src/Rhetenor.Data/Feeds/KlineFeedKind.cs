namespace Rhetenor.Data;

/// <summary>The kinds of slices of an <see cref="IKlineFeed"/>.</summary>
public enum KlineFeedKind
{
    /// <summary>The next bars in order of time.</summary>
    New,

    /// <summary>Bars that were not given before, of a minute that is not after those already given as new.</summary>
    Late,

    /// <summary>Bars that were given before, now with other values.</summary>
    Revised,

    /// <summary>No bars: the reader was too slow, and bars of the minutes from the first one to <see cref="KlineFeedSlice.End"/> were dropped. They
    /// can be read from the archive once they are written.</summary>
    Dropped,
}
