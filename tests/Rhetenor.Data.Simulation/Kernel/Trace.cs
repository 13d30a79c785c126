using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>A running hash of everything that happened, and, when asked for, the lines themselves.</summary>
internal sealed class Trace(bool keepsLines)
{
    private readonly List<string> _lines = [];

    public ulong Hash { get; private set; } = 14695981039346656037;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(long ticks, string who, string what, ReadOnlySpan<byte> body = default)
    {
        Mix(ticks);
        Mix(who);
        Mix(what);
        if (body.Length > 0)
            Mix(body);
        Keep(ticks, who, what);
    }

    /// <summary>Adds what only people read.</summary>
    public void Note(long ticks, string who, Func<string> what)
    {
        if (keepsLines)
            Keep(ticks, who, what());
    }

    private void Keep(long ticks, string who, string what)
    {
        if (keepsLines)
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{new DateTime(ticks).AddHours(9):dd HH:mm:ss.fff} {who,-4} {what}"));
    }

    private void Mix(long value)
    {
        for (var i = 0; i < 8; i++)
            Hash = (Hash ^ (byte)(value >> (8 * i))) * 1099511628211;
    }

    private void Mix(string text)
    {
        foreach (var character in text)
            Hash = (Hash ^ character) * 1099511628211;
    }

    private void Mix(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            Hash = (Hash ^ one) * 1099511628211;
    }
}
