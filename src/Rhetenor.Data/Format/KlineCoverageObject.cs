namespace Rhetenor.Data.Format;

/// <summary>Converts coverage to the key and content of a stored object.</summary>
internal static class KlineCoverageObject
{
    extension(KlineCoverage coverage)
    {
        /// <summary>Gets the key of the stored object.</summary>
        public string ToKey(string prefix) => new KlineCoverageKey(prefix, coverage.Date, coverage.Venue, coverage.Retrieval).ToString();

        /// <summary>Gets the content: one line of JSON. Equal coverages give equal bytes.</summary>
        public byte[] ToJson() => KlineCoverageJson.Write(coverage);

        /// <summary>Reads an object. Unknown properties are ignored. An unknown state covers nothing and is read as failed.</summary>
        /// <exception cref="KlineFormatException">The content is not a coverage object.</exception>
        public static KlineCoverage FromJson(ReadOnlySpan<byte> json) => KlineCoverageJson.Read(json);
    }
}
