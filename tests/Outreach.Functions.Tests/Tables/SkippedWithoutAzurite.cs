using System.ComponentModel;
using Outreach.Functions.Tests.Tables;
using Outreach.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Outreach.Functions.Tests.Tables.SkippedWithoutAzurite", "Outreach.Functions.Tests")]

namespace Outreach.Functions.Tests.Tables;

/// <summary>Skips whole classes, the inherited facts of a contract suite too: a fact itself cannot know whose it is.</summary>
public sealed class SkippedWithoutAzurite(IMessageSink sink) : XunitTestFramework(sink)
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) => new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider source, IMessageSink sink) : XunitTestFrameworkDiscoverer(assembly, source, sink)
    {
        protected override bool FindTestsForMethod(ITestMethod testMethod, bool includeSourceInformation, IMessageBus messageBus, ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            var isOurs = testMethod.TestClass.Class.GetCustomAttributes(typeof(CollectionAttribute)).Any(c => Equals(c.GetConstructorArguments().FirstOrDefault(), AzuriteTests.Name));
            if (AzuriteProcess.Missing is null || !isOurs || !testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any())
            {
                return base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
            }

            return ReportDiscoveredTestCase(new Skipped(DiagnosticMessageSink, testMethod), includeSourceInformation, messageBus);
        }
    }

    public sealed class Skipped : XunitTestCase
    {
        [EditorBrowsable(EditorBrowsableState.Never)]
        [Obsolete("For the test runner, which reads it back.")]
        public Skipped()
        {
        }

        public Skipped(IMessageSink sink, ITestMethod method)
            : base(sink, Xunit.Sdk.TestMethodDisplay.ClassAndMethod, Xunit.Sdk.TestMethodDisplayOptions.None, method)
        {
        }

        protected override string? GetSkipReason(IAttributeInfo factAttribute) => AzuriteProcess.Missing ?? base.GetSkipReason(factAttribute);
    }
}
