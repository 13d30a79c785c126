namespace Rhetenor.Data;

/// <summary>Converts venues to and from the codes used in keys and requests.</summary>
public static class VenueExtensions
{
    private static readonly Venue[] Venues = [Venue.Krx, Venue.Nextrade, Venue.Unified];

    extension(Venue venue)
    {
        /// <summary>Gets all venues.</summary>
        public static IReadOnlyList<Venue> All => Venues;

        /// <summary>Parses the code of a venue. Codes are upper case.</summary>
        /// <param name="code">The code, such as <c>J</c>.</param>
        /// <param name="result">The venue.</param>
        /// <returns>True when a venue has that code.</returns>
        public static bool TryParse(ReadOnlySpan<char> code, out Venue result)
        {
            foreach (var candidate in Venues)
            {
                if (code.SequenceEqual(candidate.ToCode()))
                {
                    result = candidate;
                    return true;
                }
            }

            result = default;
            return false;
        }

        /// <summary>Parses the code of a venue. Codes are upper case.</summary>
        /// <param name="code">The code, such as <c>J</c>.</param>
        /// <exception cref="FormatException">No venue has that code.</exception>
        public static Venue Parse(string code) => Venue.TryParse(code, out var result)
            ? result
            : throw new FormatException($"'{code}' is not a venue; allowed: {string.Join(", ", Venues.Select(candidate => candidate.ToCode()))}.");

        /// <summary>Gets the code: <c>J</c>, <c>NX</c> or <c>UN</c>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not a defined venue.</exception>
        public string ToCode() => venue switch
        {
            Venue.Krx => "J",
            Venue.Nextrade => "NX",
            Venue.Unified => "UN",
            _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "A venue is Krx, Nextrade or Unified."),
        };
    }
}
