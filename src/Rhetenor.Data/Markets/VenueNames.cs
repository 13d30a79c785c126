namespace Rhetenor.Data;

/// <summary>The codes venues have in keys and requests.</summary>
public static class VenueNames
{
    /// <summary>The three venues.</summary>
    public static IReadOnlyList<Venue> All { get; } = [Venue.Krx, Venue.Nextrade, Venue.Unified];

    /// <summary>The code: <c>J</c>, <c>NX</c> or <c>UN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the three venues.</exception>
    public static string ToCode(this Venue venue) => venue switch
    {
        Venue.Krx => "J",
        Venue.Nextrade => "NX",
        Venue.Unified => "UN",
        _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "A venue is Krx, Nextrade or Unified."),
    };

    /// <summary>Reads a code. Codes are upper case.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out Venue venue)
    {
        venue = code switch { "NX" => Venue.Nextrade, "UN" => Venue.Unified, _ => Venue.Krx };
        return code is "J" or "NX" or "UN";
    }

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">The code is none of J, NX, UN.</exception>
    public static Venue Parse(string code) =>
        TryParse(code, out var venue) ? venue : throw new FormatException($"'{code}' is no venue: J, NX or UN.");
}
