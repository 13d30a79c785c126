namespace Rhetenor.Data.Testing;

/// <summary>Computes what a day's bars gain after their minutes are over.</summary>
internal static class LateTrades
{
    private static readonly int[] GrowthMinutes = [15, 30, 120];

    public static IEnumerable<TapeRevision> Of(TapeBar[] bars, DateOnly date, IReadOnlyList<KisPeriod> periods, Draw draw, KisTruthOptions options)
    {
        var auction = periods.FirstOrDefault(period => period.Kind == KisPeriodKind.ClosingAuction);
        if (options.ClosingVolumeGrows && auction is not null && Array.Find(bars, bar => bar.Minute == auction.First) is { Volume: > 0 } closing)
        {
            var growth = closing.Volume * (long)draw.Between("growth", 5, 100) / 100;
            for (var i = 0; i < GrowthMinutes.Length; i++)
            {
                var shares = (growth * (i + 1) / GrowthMinutes.Length) - (growth * i / GrowthMinutes.Length);
                yield return new TapeRevision(closing.Minute, KoreaTime.At(date, auction.From).AddMinutes(GrowthMinutes[i]), shares);
            }
        }

        if (bars.Length == 0 || !draw.Chance("revised", options.RevisedPermille))
            yield break;
        var bar = bars[draw.Of("revised_bar", bars.Length)];
        var known = KoreaTime.At(date, TimeOnly.MinValue).AddMinutes(bar.Minute + 1 + draw.Between("revised_after", 1, 2_880));
        yield return new TapeRevision(bar.Minute, known, 1 + draw.Of("revised_by", bar.Volume));
    }
}
