namespace Rhetenor.Data.Testing;

/// <summary>Merges two venues' bars into those of the unified venue.</summary>
internal static class TruthMerge
{
    public static List<TruthBar> Together(List<TruthBar> one, List<TruthBar> other)
    {
        var merged = new List<TruthBar>(one.Count + other.Count);
        var (i, j) = (0, 0);
        while (i < one.Count || j < other.Count)
        {
            if (j == other.Count || (i < one.Count && one[i].Minute < other[j].Minute))
                merged.Add(one[i++]);
            else if (i == one.Count || other[j].Minute < one[i].Minute)
                merged.Add(other[j++]);
            else
                merged.Add(TruthBar.Together(one[i++], other[j++]));
        }

        return merged;
    }
}
