<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <NuGetReference>Rhetenor.Data.Testing</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
  <Namespace>Rhetenor.Data.Testing</Namespace>
</Query>

// The master of a market: names, base prices, flags. MASTERS is a folder that keeps masters, which come from DWS; without it, they are simulated.
var folder = Environment.GetEnvironmentVariable("MASTERS");
var masters = folder is null
    ? new MasterDownloader(new InMemoryObjectStore(), new DwsMasterSource(new SimulatedDws()))
    : new MasterDownloader(new DirectoryObjectStore(folder));
var kospi = await masters.DownloadAsync(Market.Kospi);

kospi.Search("삼성").Take(10).Select(record => new { record.ShortCode, record.KoreanName, record.BasePrice, record.LowerLimit, record.UpperLimit }).Dump("Names with 삼성, and today's limits");
kospi.Where(record => record.SecurityGroup == "ST").OrderByDescending(record => record.MarketCap).Take(20)
    .Select(record => new { record.ShortCode, record.KoreanName, record.BasePrice, record.MarketCap }).Dump("The largest shares");
kospi.CountBy(record => record.SecurityGroup).OrderByDescending(group => group.Value).Dump("Instruments by security group");
