using NodaTime;
using Outreach.App.Links;
using Outreach.App.Messages;
using Outreach.App.Tests.Endpoints;
using Outreach.Core.Messages;
using Outreach.Core.Patients;

namespace Outreach.App.Tests.Messages;

public sealed class OutboundRendererTests
{
    private static readonly LinkSigner Links = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)], () => "https://outreach.example");

    private static readonly OutboxEntry Email = new()
    {
        Key = Guid.Parse("00000000-0000-8000-8000-000000000042"),
        Class = MessageClass.Staff,
        Kind = MessageKind.Escalation,
        To = ContactPoint.Of(EmailAddress.TryParse("lee@riverside.example")!.Value),
        Recipient = "lee",
        Subject = "Urgent: a patient needs you today",
        Text = "Dr. Lee,\n\nM. R. <needs> you.\n\nOpen:\n{link}\n\nIf nobody acts, Dr. Patel is told.",
        Link = LinkKind.Escalation,
        Escalation = Samples.Escalation,
        Why = "told",
        QueuedAt = Samples.Now,
        NextAttemptAt = Samples.Now,
        FirstSentAt = Samples.Now,
    };

    [Fact]
    public void Render_SameEntryLater_IsTheSameMessage()
    {
        var first = Render(Email);
        var retry = Render(Email with { Attempts = 3, NextAttemptAt = Samples.Now + Duration.FromHours(2), LastError = "busy" });

        Assert.Equal(first, retry);
    }

    [Fact]
    public void Render_StaffEmail_LinksToTheEscalationForADay()
    {
        var message = Render(Email);

        var url = message.Text.Split('\n').Single(l => l.StartsWith("https://", StringComparison.Ordinal));
        var target = Links.Read(url["https://outreach.example/e/".Length..])!;
        Assert.Equal(new LinkTarget(LinkKind.Escalation, Samples.Maria, "lee", Samples.Escalation, Samples.Now + Duration.FromHours(24)), target);
        Assert.Contains($"href=\"{url}\"", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Html_SaysWhatTheTextSaysEncoded()
    {
        var message = Render(Email);

        Assert.Contains("M. R. &lt;needs&gt; you.", message.Html, StringComparison.Ordinal);
        Assert.Contains("If nobody acts, Dr. Patel is told.", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("{link}", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_PatientEmail_IsInTheirLanguageWithoutTheirNameInTheSubject()
    {
        var message = Render(Email with { Recipient = "patient", Subject = null, Link = LinkKind.CheckIn, CheckIn = Samples.CheckIn, Text = "Conteste aquí: {link}" });

        Assert.Equal("Un mensaje de Riverside Family Medicine", message.Subject);
        Assert.Contains("<html lang=\"es\">", message.Html, StringComparison.Ordinal);
        Assert.Contains("Abrir el cuestionario", message.Html, StringComparison.Ordinal);
        Assert.Contains("https://outreach.example/c/", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Sms_HasTextAlone()
    {
        var message = Render(Email with { To = ContactPoint.Of(Samples.Patient.Mobile!.Value), Recipient = "patient", Link = LinkKind.None, Text = "Hola" });

        Assert.Equal(("Hola", null, null), (message.Text, message.Html, message.Subject));
    }

    [Fact]
    public void Render_NotClaimedYet_IsABug() => Assert.Throws<InvalidOperationException>(() => Render(Email with { FirstSentAt = null }));

    private static App.Gateways.OutboundMessage Render(OutboxEntry entry) => new OutboundRenderer(Links).Render(Samples.Maria, entry, Samples.FollowUp, Samples.Practice);
}
