using Amazon.Runtime;

namespace Rhetenor.Data.Tests;

/// <summary>The S3 server that the environment offers to the tests, if any.</summary>
internal static class S3Environment
{
    public static string? Endpoint { get; } = Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_ENDPOINT");

    public static string? SkipReason { get; } = IsComplete()
        ? null
        : "No S3 server: start one with eng/s3.sh up and set RHETENOR_TEST_S3_ENDPOINT, _ACCESS_KEY and _SECRET_KEY.";

    public static BasicAWSCredentials Credentials() => new(
        Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_ACCESS_KEY"),
        Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_SECRET_KEY"));

    private static bool IsComplete() =>
        !string.IsNullOrEmpty(Endpoint)
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_ACCESS_KEY"))
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("RHETENOR_TEST_S3_SECRET_KEY"));
}
