using System.Net;

namespace Rhetenor.Data.Tests;

public sealed class FolderDwsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rhetenor-dws-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_newest_file_of_each_market_is_served_as_it_is()
    {
        var older = Write("20260403_kospi_code.mst.zip", Zip(Market.Kospi, 1, "2026-03-09 07:35:06"));
        var newer = Write("20260404_kospi_code.mst.zip", Zip(Market.Kospi, 2, "2026-04-03 08:45"));
        Write("20270101_kosdaq_code.mst.zip", Zip(Market.Kosdaq, 3, "2026-04-03 08:45"));
        Write("notes.txt", [1]);
        Write("old_kospi_code.mst.zip", [2]);
        Assert.Equal(newer, (await Fetched.FromAsync(SimulatedDws.FromFolder(_folder.FullName), Market.Kospi)).Zip);
        var asOf = await Fetched.FromAsync(SimulatedDws.FromFolder(_folder.FullName, new DateOnly(2026, 4, 3)), Market.Kospi);
        Assert.Equal(older, asOf.Zip);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 7, 35, 6, KoreaTime.Offset), asOf.LastModified);
    }

    [Fact]
    public async Task A_name_without_date_goes_by_the_entrys_time()
    {
        Write("20260401_kospi_code.mst.zip", Zip(Market.Kospi, 1, "2026-04-01 08:45"));
        var undated = Write("kospi_code.mst.zip", Zip(Market.Kospi, 2, "2026-04-02 08:45"));
        Assert.Equal(undated, (await Fetched.FromAsync(SimulatedDws.FromFolder(_folder.FullName), Market.Kospi)).Zip);
    }

    [Fact]
    public async Task A_bare_file_is_zipped_with_the_time_of_its_name()
    {
        var mst = Write("20250612_konex_code.mst", MstGenerator.Generate(HantooMstSpec.Konex, 30, 1, new DateOnly(2025, 6, 12)));
        var fetched = await Fetched.FromAsync(SimulatedDws.FromFolder(_folder.FullName), Market.Konex);
        Assert.Equal(mst, fetched.Mst);
        Assert.Equal(("konex_code.mst", new DateTime(2025, 6, 12, 8, 45, 0)), (fetched.EntryName, fetched.EntryTime));
    }

    [Fact]
    public async Task A_market_without_file_is_not_found()
    {
        var dws = SimulatedDws.FromFolder(_folder.FullName);
        using var request = new HttpRequestMessage(HttpMethod.Get, Fetched.UriOf(Market.Konex));
        using var response = await dws.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [RealDataFact]
    public async Task Real_files_are_served()
    {
        var newest = SimulatedDws.FromFolder(Path.Join(RealData.Folder, "mst"));
        Assert.Equal(2493, await CountAsync(newest, Market.Kospi));
        Assert.Equal(1822, await CountAsync(newest, Market.Kosdaq));
        Assert.Equal(119, await CountAsync(newest, Market.Konex));
        var then = SimulatedDws.FromFolder(Path.Join(RealData.Folder, "mst"), new DateOnly(2023, 5, 4));
        Assert.Equal(2118, await CountAsync(then, Market.Kospi));
        Assert.Equal(1638, await CountAsync(then, Market.Kosdaq));

        static async Task<int> CountAsync(SimulatedDws dws, Market market)
        {
            var file = MstText.Read(HantooMstSpec.For(market), (await Fetched.FromAsync(dws, market)).Mst);
            Assert.All(file, record => Assert.True(MstText.IsValidIsin(record["standard_code"])));
            return file.Length;
        }
    }

    [RealDataFact]
    public void Generated_flags_are_blank_where_real_ones_are()
    {
        foreach (var market in new[] { Market.Kospi, Market.Kosdaq })
        {
            var spec = HantooMstSpec.For(market);
            var real = MstText.Read(spec, Unzipped(Path.Join(RealData.Folder, "mst", $"20260403_{market.ToKey()}_code.mst.zip"))).ToLookup(record => record["security_group"]);
            var made = MstText.Read(spec, MstGenerator.Generate(spec, 2000, 1, new DateOnly(2026, 3, 9))).ToLookup(record => record["security_group"]);
            Assert.Equal(real.Select(group => group.Key).Order(StringComparer.Ordinal), made.Select(group => group.Key).Order(StringComparer.Ordinal));
            var odd = from field in spec.Fields
                      where field.Kind == MstFieldKind.Flag
                      from @group in made
                      let blank = @group.Select(record => record[field.Name] == " ").Distinct()
                      where blank.Except(real[@group.Key].Select(record => record[field.Name] == " ")).Any()
                      select $"{market} {@group.Key} {field.Name}";
            Assert.Empty(odd);
        }

        static byte[] Unzipped(string path)
        {
            using var zip = System.IO.Compression.ZipFile.OpenRead(path);
            using var content = new MemoryStream();
            using var stream = zip.Entries[0].Open();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }

    private static byte[] Zip(Market market, int seed, string time) => MasterZipBuilder.Build(
        market,
        MstGenerator.Generate(HantooMstSpec.For(market), 20, seed, new DateOnly(2026, 4, 1)),
        new DateTimeOffset(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), KoreaTime.Offset));

    private byte[] Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Join(_folder.FullName, name), content);
        return content;
    }
}
