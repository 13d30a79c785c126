namespace Rhetenor.Data.Testing;

/// <summary>Pseudorandom draws that depend only on a seed and a name: adding a field changes no other field's value.</summary>
/// <remarks>It uses whole numbers only, so that every platform draws the same values.</remarks>
internal readonly struct Draw(ulong seed)
{
    public ulong Seed { get; } = Mix(seed);

    public Draw For(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211UL;
        return new Draw(Seed ^ hash);
    }

    public Draw For(long number) => new(Seed ^ Mix((ulong)number));

    /// <summary>Draws a number from 0 to <paramref name="count"/> - 1.</summary>
    public int Of(string name, int count) => (int)(For(name).Seed % (ulong)count);

    /// <summary>Draws a number between two bounds, both inclusive.</summary>
    public int Between(string name, int first, int last) => first + Of(name, last - first + 1);

    public bool Chance(string name, int permille) => Of(name, 1000) < permille;

    public T Pick<T>(string name, ReadOnlySpan<T> choices) => choices[Of(name, choices.Length)];

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
