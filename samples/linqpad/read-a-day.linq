<Query Kind="Statements">
  <NuGetReference>Rhetenor.Data</NuGetReference>
  <Namespace>Rhetenor.Data</Namespace>
</Query>

// One symbol's bars of a day. KLINES is the folder of the store; docs/STORES.md has S3.
var archive = new KlineArchive(new DirectoryObjectStore(Environment.GetEnvironmentVariable("KLINES") ?? "klines"));
var date = new DateOnly(2026, 11, 20);
var minutes = (await archive.LoadAsync(KlineQuery.Day(date, "005930")))["005930"];

minutes.Take(5).Dump("The first one-minute bars");
minutes.Resample(KlineResampling.Minutes(5)).Dump("Five-minute bars of the regular session");

var filled = (await archive.LoadFilledAsync(KlineQuery.Day(date, "005930")))["005930"];
$"{filled.FilledCount} covered minutes had no trade; filled forward there are {filled.Count} bars.".Dump();
