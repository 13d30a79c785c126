using System.Text;

namespace Rhetenor.Data.Tests.Masters;

public sealed class RealMasterTests
{
    private static readonly Dictionary<string, int> Counts = new()
    {
        ["20221206_kosdaq_code.mst.zip"] = 1615,
        ["20221206_kospi_code.mst.zip"] = 2059,
        ["20230503_kosdaq_code.mst.zip"] = 1637,
        ["20230503_kospi_code.mst.zip"] = 2119,
        ["20230504_kosdaq_code.mst.zip"] = 1638,
        ["20230504_kospi_code.mst.zip"] = 2118,
        ["20240907_kosdaq_code.mst.zip"] = 1721,
        ["20240907_kospi_code.mst.zip"] = 2274,
        ["20250612_konex_code.mst"] = 119,
        ["20251103_kosdaq_code.mst.zip"] = 1803,
        ["20251103_kospi_code.mst.zip"] = 2483,
        ["20260403_kosdaq_code.mst.zip"] = 1822,
        ["20260403_kospi_code.mst.zip"] = 2493,
    };

    [RealDataFact]
    public void There_are_thirteen_of_them() => Assert.Equal(Counts.Keys.Order(), RealData.Masters.Select(Path.GetFileName).Order());

    [RealMasterTheory]
    [ClassData(typeof(RealMasters))]
    public void Every_record_and_every_byte_is_accounted_for(string name)
    {
        var (mst, market, time) = Open(name);
        var file = MstParser.Parse(mst, HantooMstSpec.For(market));
        Assert.Equal(Counts[name], file.Count);
        Assert.Equal(mst, Samples.Encode(file));
        Assert.Empty(file.Warnings);
        Assert.True(time is null || time.Value.Offset == TimeSpan.FromHours(9));
        Assert.All(file, record => Assert.True(Isin.IsValid(Encoding.ASCII.GetBytes(record.StandardCode))));
        Assert.All(file, record => Assert.Equal(
            Cp949.Encoding.GetString(record.GetRaw(2)).Trim(), record.KoreanName));
    }

    [RealMasterTheory]
    [ClassData(typeof(RealMasters))]
    public void Typed_values_cover_what_the_file_has(string name)
    {
        var (mst, market, _) = Open(name);
        var file = MstParser.Parse(mst, HantooMstSpec.For(market));
        foreach (var record in file)
        {
            foreach (var field in file.Spec.TailFields)
            {
                var text = record[field.Name];
                var isBlankOrSentinel = text.Length == 0 || text == field.Sentinel;
                var missing = field.Kind switch
                {
                    MstFieldKind.Flag => record.GetFlag(field.Name) is null,
                    MstFieldKind.Number => record.GetInt64(field.Name) is null,
                    MstFieldKind.DecimalNumber => record.GetDecimal(field.Name) is null,
                    MstFieldKind.TruncatedNumber => record.GetTruncatedNumber(field.Name) is null,
                    MstFieldKind.Date => record.GetDate(field.Name) is null,
                    MstFieldKind.PeriodEnd => record.GetPeriodEnd(field.Name) is null,
                    _ => isBlankOrSentinel,
                };
                Assert.True(missing == isBlankOrSentinel, $"{record.ShortCode} {field.Name} '{text}'");
            }

            Assert.NotNull(record.BasePrice);
            Assert.NotNull(record.IsTradingHalted);
            Assert.NotNull(record.ListedShares);
        }
    }

    [RealMasterTheory]
    [ClassData(typeof(RealMasters))]
    public void The_cached_json_gives_the_same_master_and_the_same_bytes(string name)
    {
        var (mst, market, _) = Open(name);
        var file = MstParser.Parse(mst, HantooMstSpec.For(market));
        var json = file.ToJson();
        var read = MasterFile.FromJson(json, file.Spec);
        Assert.Equal(file.Count, read.Count);
        for (var i = 0; i < file.Count; i++)
        {
            for (var ordinal = 0; ordinal < file.FieldNames.Count; ordinal++)
                Assert.Equal(file[i][ordinal], read[i][ordinal]);
        }

        Assert.Equal(json, read.ToJson());
    }

    [RealMasterTheory]
    [ClassData(typeof(RealMasters))]
    public void One_byte_inserted_or_removed_is_refused(string name)
    {
        var (mst, market, _) = Open(name);
        var spec = HantooMstSpec.For(market);
        var stride = spec.RecordWidth + 1;
        var random = new Random(949);
        var positions = Enumerable.Range(0, 150).Select(_ => random.Next(mst.Length - 1))
            .Concat([0, 1, 8, 9, 20, 21, 60, 61, 62, stride - 2, stride - 1, stride, mst.Length - 2]);
        foreach (var at in positions)
        {
            Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst.AsSpan(0, at), .. mst.AsSpan(at + 1)], spec));
            Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst.AsSpan(0, at), mst[at], .. mst.AsSpan(at)], spec));
            Assert.Throws<MstFormatException>(() => MstParser.Parse([.. mst.AsSpan(0, at), (byte)'0', .. mst.AsSpan(at)], spec));
        }
    }

    [RealDataFact]
    public void Samsung_in_March_2026_reads_as_published()
    {
        var samsung = MstParser.Parse(RealData.Newest(Market.Kospi), HantooMstSpec.Kospi)["005930"];
        Assert.Equal(("KR7005930003", "삼성전자", "ST"), (samsung.StandardCode, samsung.KoreanName, samsung.SecurityGroup));
        Assert.Equal((188_200L, 1L, 100L), (samsung.BasePrice, samsung.LotSize, samsung.ParValue));
        Assert.Equal((5_919_637_000L, 1_114_075_800_000_000L), (samsung.ListedShares, samsung.MarketCap));
        Assert.Equal((new DateOnly(1975, 6, 11), new DateOnly(2025, 12, 31)), (samsung.ListingDate, samsung.FinancialsPeriod));
        Assert.Equal((false, false, 10.85m), (samsung.IsTradingHalted, samsung.IsAdministrativeIssue, samsung.Roe));
        Assert.Equal(("Y", true), (samsung["kospi50"], samsung.GetFlag("kospi50")));
        Assert.Equal(new TruncatedNumber("45206", 45_206, MayBeTruncated: true), samsung.NetIncome);
    }

    private static (byte[] Mst, Market Market, DateTimeOffset? Time) Open(string name) => RealData.Read(Path.Join(RealData.Folder, "mst", name));
}
