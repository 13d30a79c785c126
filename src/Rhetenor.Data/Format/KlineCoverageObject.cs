namespace Rhetenor.Data.Format;

/// <summary>Coverage as an object of the store: key and content.</summary>
internal static class KlineCoverageObject
{
    extension(KlineCoverage coverage)
    {
        /// <summary>Gets the key it is kept under.</summary>
        public string ToKey(string prefix) => new KlineCoverageKey(prefix, coverage.Date, coverage.Venue, coverage.Retrieval).ToString();

        /// <summary>Gets the object: one line of JSON. Equal coverages give equal bytes.</summary>
        public byte[] ToJson() => KlineCoverageJson.Write(coverage);

        /// <summary>Reads an object. Unknown properties are ignored; an unknown state claims nothing and is read as failed.</summary>
        /// <exception cref="KlineFormatException">It is not a coverage object.</exception>
        public static KlineCoverage FromJson(ReadOnlySpan<byte> json) => KlineCoverageJson.Read(json);
    }
}
