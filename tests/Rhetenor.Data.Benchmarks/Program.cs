using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

switch (args)
{
    case ["--write-year", var folder, var days]:
        await Rhetenor.Data.Benchmarks.YearRun.WriteAsync(folder, int.Parse(days, System.Globalization.CultureInfo.InvariantCulture));
        return;
    case ["--read-year", var folder]:
        await Rhetenor.Data.Benchmarks.YearRun.ReadAsync(folder);
        return;
    case ["--read-day", var folder]:
        await Rhetenor.Data.Benchmarks.YearRun.ReadDayAsync(folder);
        return;
    case ["--archive"]:
        await Rhetenor.Data.Benchmarks.ArchiveRun.PrintAsync();
        return;
    case ["--sizes"]:
        await Rhetenor.Data.Benchmarks.KlineSizes.PrintAsync();
        return;
}

// One process for a limit and what is measured against it: on a shared machine only such ratios count. The warm-up is long
// because the framework's own decoders are compiled again after some hundred calls.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithInvocationCount(32).WithUnrollFactor(16).WithWarmupCount(8).WithIterationCount(20);
var config = DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
