using System.Text;
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>What is written is read again.</summary>
public sealed class RoundTripTests
{
    [Property(MaxTest = 500, Replay = "16931,3")]
    public Property An_invoice_of_any_terms_is_read_as_it_was_written() => Prop.ForAll(Invoices.Any(), invoice =>
    {
        var read = Written.Again(invoice);
        Assert.Equal(Invoices.AsRead(invoice), read with { Extensions = [] });
        Assert.Empty(read.Extensions.Select(e => $"{e.Location} {e.Text}"));
    });

    [Property(MaxTest = 500, Replay = "16931,3")]
    public Property A_character_that_XML_cannot_hold_is_told_and_nothing_is_written() => Prop.ForAll(Invoices.Any(), Gen.Elements('\0', '\b', '\u001F', '\uD800', '\uDC00', '\uFFFE').ToArbitrary(), (invoice, bad) =>
    {
        using var stream = new MemoryStream();
        var written = UblWriter.Write(Shape.Texts(invoice with { TypeCode = null }, t => $"{t}{bad}"), stream);
        Assert.False(written.IsWritten);
        Assert.Contains(written.Faults, f => f.Kind == WriteFaultKind.NotXml && f.Term == "BT-1");
        Assert.Contains(written.Faults, f => f.Kind == WriteFaultKind.NotXml && f.Term == "BT-126" && f.Line == invoice.Lines.Count);
        Assert.Equal(0, stream.Length);
    });

    [Fact]
    public void Random_invoices_have_every_term_and_both_kinds()
    {
        var seen = new HashSet<string>();
        foreach (var invoice in Enumerable.Range(0, 50).Select(i => Invoices.Build(i)))
        {
            See(invoice, seen);
        }

        var members = Shape.Types.SelectMany(t => Shape.Members(t).Select(m => $"{t.Name}.{m.Name}"));
        Assert.Empty(members.Except(seen));
    }

    [Fact]
    public void Decimals_are_kept_as_they_are_written()
    {
        var invoice = Invoices.Build(1) with { Totals = new DocumentTotals { AmountDue = 10.500m, Vat = 1.0m } };
        var read = Written.Again(invoice);
        Assert.Equal("10.500", read.Totals.AmountDue!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_attachment_is_written_piece_by_piece_and_described_when_read()
    {
        var bytes = Enumerable.Range(0, 1_000_003).Select(i => (byte)(i * 31)).ToArray();
        var attachment = new AttachedDocument { MimeType = "application/pdf", FileName = "détail.pdf", Content = () => new Trickle(bytes) };
        var invoice = Invoices.Build(2) with { InvoicedObject = null, TypeCode = "380", SupportingDocuments = [new SupportingDocument { Reference = "1", Attachment = attachment }] };
        using var stream = new MemoryStream();
        Assert.True(UblWriter.Write(invoice, stream).IsWritten);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains($">{Convert.ToBase64String(bytes)}<", text, StringComparison.Ordinal);
        var read = Written.Read(stream).SupportingDocuments[0].Attachment!;
        Assert.Equal(("application/pdf", "détail.pdf"), (read.MimeType, read.FileName));
        Assert.EndsWith("/*:EmbeddedDocumentBinaryObject[namespace-uri()='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'][1]", read.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attachment_that_cannot_be_read_to_its_end_leaves_no_whole_invoice()
    {
        var attachment = new AttachedDocument { MimeType = "application/pdf", Content = () => new Broken() };
        var invoice = Invoices.Build(3) with { SupportingDocuments = [new SupportingDocument { Reference = "1", Attachment = attachment }] };
        using var stream = new MemoryStream();
        Assert.Throws<IOException>(() => UblWriter.Write(invoice, stream));
        stream.Position = 0;
        Assert.NotNull(InvoiceReader.Read(stream).Fault);
    }

    private static void See(object record, HashSet<string> seen)
    {
        foreach (var member in Shape.Members(record.GetType()))
        {
            var value = member.GetValue(record);
            if (value is null or System.Collections.ICollection { Count: 0 })
            {
                continue;
            }

            seen.Add($"{record.GetType().Name}.{member.Name}");
            IEnumerable<object> inner = Shape.ElementOf(value.GetType()) is not null ? ((System.Collections.IEnumerable)value).Cast<object>() : [value];
            foreach (var one in inner.Where(o => o is not (string or decimal or DateOnly)))
            {
                See(one, seen);
            }
        }
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }

    private sealed class Broken : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("broken");
    }
}
