using System.Security.Cryptography;

namespace Rhetenor.Data.Tests;

public sealed class MstGeneratorTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(Market.Kospi, 2500)]
    [InlineData(Market.Kosdaq, 1800)]
    [InlineData(Market.Konex, 120)]
    [InlineData(Market.Kospi, 1)]
    [InlineData(Market.Kosdaq, 7)]
    public void Every_record_is_whole(Market market, int records)
    {
        var spec = HantooMstSpec.For(market);
        for (var seed = 0; seed < 3; seed++)
        {
            var file = MstText.Read(spec, MstGenerator.Generate(spec, records, seed, Day));
            Assert.Equal(records, file.Length);
            Assert.Equal(records, file.Select(record => record.Code).Distinct().Count());
            Assert.Equal(records, file.Select(record => record["standard_code"]).Distinct().Count());
            Assert.All(file, record =>
            {
                Assert.True(MstText.IsValidIsin(record["standard_code"]), record["standard_code"]);
                Assert.Contains(record["security_group"], HantooMstSpec.KnownSecurityGroups);
                Assert.DoesNotContain('?', record["korean_name"]);
                Assert.DoesNotContain(record.Bytes.Skip(61), value => value is < 0x20 or > 0x7E);
            });
        }
    }

    [Fact]
    public void No_code_is_of_two_markets()
    {
        var codes = Market.All.SelectMany(market =>
            MstText.Read(HantooMstSpec.For(market), MstGenerator.Generate(HantooMstSpec.For(market), MstGenerator.MaxRecords(market), 3, Day)))
            .Select(record => record.Code).ToList();
        Assert.Equal(12_000, codes.Count);
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Theory]
    [InlineData(Market.Kospi, "39f32ecd4d40572b79bceffeebab812459d0a0a4ba1ba6d4b7d0a1b8a93d8583")]
    [InlineData(Market.Kosdaq, "d6629a1b39a5f11cae0b51e5d9d3f9fb43cb22037a31ca870bc994d3178d38c7")]
    [InlineData(Market.Konex, "2cca2d3d961611b7ee046ee64993e7a881de0447e0149a58083effe0d239d97a")]
    public void The_same_arguments_give_the_same_bytes_on_every_machine(Market market, string sha256)
    {
        var spec = HantooMstSpec.For(market);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(MstGenerator.Generate(spec, 60, 7, Day))));
        Assert.NotEqual(MstGenerator.Generate(spec, 60, 7, Day), MstGenerator.Generate(spec, 60, 8, Day));
    }

    [Fact]
    public void Two_known_issues_are_always_there()
    {
        var file = MstText.Read(HantooMstSpec.Kospi, MstGenerator.Generate(HantooMstSpec.Kospi, 2, 99, Day));
        var samsung = Assert.Single(file, record => record.Code == "005930");
        Assert.Equal("삼성전자", samsung["korean_name"].TrimEnd());
        Assert.Equal("KR7005930003", samsung["standard_code"]);
        Assert.Equal("19750611", samsung["listing_date"]);
        Assert.Equal("Y", samsung["kospi50"]);
        var hynix = Assert.Single(file, record => record.Code == "000660");
        Assert.Equal("SK하이닉스", hynix["korean_name"].TrimEnd());
        Assert.Equal("KR7000660001", hynix["standard_code"]);
    }

    [Fact]
    public void Records_are_in_no_order()
    {
        var codes = MstText.Read(HantooMstSpec.Kosdaq, MstGenerator.Generate(HantooMstSpec.Kosdaq, 100, 1, Day)).Select(record => record.Code).ToList();
        Assert.NotEqual(codes.Order(StringComparer.Ordinal), codes);
        Assert.NotEqual(codes.Min(StringComparer.Ordinal), codes[0]);
    }

    [Fact]
    public void From_day_to_day_prices_move_a_little_and_few_issues_change()
    {
        var (before, after) = (Read(Day), Read(Day.AddDays(1)));
        var stayed = before.Keys.Intersect(after.Keys).ToList();
        Assert.InRange(stayed.Count, before.Count - 6, before.Count);
        var moves = stayed.Select(code => (double)Price(after[code]) / Price(before[code])).Where(double.IsFinite).ToList();
        Assert.All(moves, move => Assert.InRange(move, 0.93, 1.07));
        Assert.True(moves.Count(move => move != 1) > moves.Count / 2);
        Assert.All(stayed, code => Assert.Equal(before[code]["korean_name"] + before[code]["listing_date"], after[code]["korean_name"] + after[code]["listing_date"]));
        Assert.True(Read(Day.AddDays(400)).Keys.Except(before.Keys).Count() > 50);

        static Dictionary<string, MstText> Read(DateOnly day) =>
            MstText.Read(HantooMstSpec.Kospi, MstGenerator.Generate(HantooMstSpec.Kospi, 2500, 5, day)).ToDictionary(record => record.Code);

        static long Price(MstText record) => long.Parse(record["base_price"], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_spec_of_ones_own_is_followed()
    {
        MstField[] tail = [new("extra", "xtra", "추가", 3, MstFieldKind.Number), .. HantooMstSpec.Konex.TailFields.Reverse(), new("note", "note", "비고", 4, MstFieldKind.Text)];
        var spec = new HantooMstSpec(Market.Konex, tail);
        var moved = MstText.Read(spec, MstGenerator.Generate(spec, 50, 1, Day));
        var usual = MstText.Read(HantooMstSpec.Konex, MstGenerator.Generate(HantooMstSpec.Konex, 50, 1, Day));
        Assert.All(moved.Zip(usual), pair => Assert.All(HantooMstSpec.Konex.Fields, field => Assert.Equal(pair.Second[field.Name], pair.First[field.Name])));
        Assert.All(moved, record => Assert.Equal(("000", "    "), (record["extra"], record["note"])));
    }

    [Fact]
    public void Sizes_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MstGenerator.Generate(HantooMstSpec.Konex, 0, 1, Day));
        Assert.Throws<ArgumentOutOfRangeException>(() => MstGenerator.Generate(HantooMstSpec.Konex, 1001, 1, Day));
    }
}
