using Xunit.Abstractions;
using Xunit.Sdk;

namespace Rhetenor.Data.Tests;

/// <summary>Marks a class whose store facts need the environment's S3 server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresS3ServerAttribute : Attribute;

/// <summary>A fact of an abstract suite, reported as skipped in a class whose store is not available.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Rhetenor.Data.Tests.StoreFactDiscoverer", "Rhetenor.Data.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Finds the facts of the concrete classes.</summary>
public sealed class StoreFactDiscoverer(IMessageSink diagnosticMessageSink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new StoreFactTestCase(
            diagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod)];
}

/// <summary>A test case that knows by its class whether it can run.</summary>
public sealed class StoreFactTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serializer.")]
    public StoreFactTestCase()
    {
    }

    public StoreFactTestCase(
        IMessageSink diagnosticMessageSink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod)
        : base(diagnosticMessageSink, display, options, testMethod)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        var needsServer = TestMethod.TestClass.Class.GetCustomAttributes(typeof(RequiresS3ServerAttribute)).Any();
        return (needsServer ? S3Environment.SkipReason : null) ?? base.GetSkipReason(factAttribute);
    }
}
