namespace Rhetenor.Data;

/// <summary>The codes that venues have in keys and requests.</summary>
public static class VenueExtensions
{
    private static readonly Venue[] Venues = [Venue.Krx, Venue.Nextrade, Venue.Unified];

    extension(Venue venue)
    {
        /// <summary>Gets the three venues.</summary>
        public static IReadOnlyList<Venue> All => Venues;

        /// <summary>Reads a venue's code. Codes are upper case.</summary>
        /// <param name="code">The code, such as <c>J</c>.</param>
        /// <param name="result">The venue.</param>
        /// <returns>Whether there is a venue of that code.</returns>
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

        /// <summary>Reads a venue's code. Codes are upper case.</summary>
        /// <param name="code">The code, such as <c>J</c>.</param>
        /// <exception cref="FormatException">There is no venue of that code.</exception>
        public static Venue Parse(string code) => Venue.TryParse(code, out var result)
            ? result
            : throw new FormatException($"'{code}' is not a venue; allowed: {string.Join(", ", Venues.Select(candidate => candidate.ToCode()))}.");

        /// <summary>Gets the code: <c>J</c>, <c>NX</c> or <c>UN</c>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is none of the three venues.</exception>
        public string ToCode() => venue switch
        {
            Venue.Krx => "J",
            Venue.Nextrade => "NX",
            Venue.Unified => "UN",
            _ => throw new ArgumentOutOfRangeException(nameof(venue), venue, "A venue is Krx, Nextrade or Unified."),
        };
    }
}
