using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>The lengths and hashes that a session's coverage gives for objects of bars. Pure.</summary>
internal sealed class ObjectMarks
{
    private readonly Dictionary<string, List<(ContentMark Content, string Coverage)>> _contents = new(StringComparer.Ordinal);

    public ObjectMarks(IEnumerable<CoverageRecord> records)
    {
        foreach (var record in records)
        {
            foreach (var mark in record.Objects ?? [])
            {
                if (mark.Content is not { } content)
                    continue;
                if (!_contents.TryGetValue(mark.Name, out var contents))
                    _contents.Add(mark.Name, contents = []);
                contents.Add((content, record.Name.Name));
            }
        }
    }

    /// <summary>Returns why an object of this length is not the one that coverage names; null when it may be.</summary>
    public string? Refusal(string name, long length) => Refusal(name, known => known.Length == length, $"{length} bytes");

    /// <summary>Returns why an object with this content is not the one that coverage names; null when it is, or when its hash is not
    /// known.</summary>
    public string? Refusal(string name, ContentMark found) => Refusal(name, known => known == found, found.ToString());

    private string? Refusal(string name, Func<ContentMark, bool> agrees, string found)
    {
        foreach (var (known, coverage) in _contents.GetValueOrDefault(name) ?? [])
        {
            if (!agrees(known))
                return $"it has {found}; coverage '{coverage}' names {known}. It is not used.";
        }

        return null;
    }
}
