using System.Runtime.CompilerServices;
// Example
using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Attachments;
using Cartulaire.EInvoicing.Identifiers;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Responses;
// End
using Cartulaire.Tests.EInvoicing.Peppol;

[assembly: CaptureConsole]

namespace Cartulaire.Tests.EInvoicing.Package;

/// <summary>What stands between the marks is what the README of the library shows, letter by letter: there it is read, here it is compiled and run.</summary>
public sealed class ReadmeExamples : IDisposable
{
    private const string Begin = "// Example";
    private const string End = "// End";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cartulaire-readme-");

    private string Target => Path.Join(folder.FullName, "facture.xml");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_README_shows_these_examples_and_no_others()
        => Assert.Equal(Marked(File.ReadAllLines(Here()), Begin, End), Marked(File.ReadAllLines(Readme()), "```csharp", "```"));

    [Fact]
    public void Checking()
    {
        var path = Keep(UblDrafts.Invoice().Set("cac:LegalMonetaryTotal/cbc:PayableAmount", "1.00"));

        // Example
        using var file = File.OpenRead(path);
        var result = InvoiceCheck.Check(file);
        Console.WriteLine(result.Fault is { } fault ? fault.Message(Language.French) : $"{result.Format}, valid: {result.IsValid}");
        foreach (var finding in result.Findings)
        {
            Console.WriteLine($"{finding.Severity} {finding.Rule}, line {finding.Line}: {finding.Message(Language.French)}");
        }
        // End

        Assert.Contains(result.Findings, f => f.Rule == "BR-CO-16");
        Assert.StartsWith("UblInvoice, valid: False", Printed(), StringComparison.Ordinal);
        Assert.Contains("Fatal BR-CO-16, line 1: ", Printed(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading()
    {
        var path = Keep(UblDrafts.Invoice());

        // Example
        using var file = File.OpenRead(path);
        var (format, invoice, fault) = InvoiceReader.Read(file);
        foreach (var line in invoice?.Lines ?? [])
        {
            Console.WriteLine($"{format} {invoice?.Number}, {invoice?.Seller.Name}: {line.Item.Name}");
        }
        // End

        Assert.Null(fault);
        Assert.StartsWith("UblInvoice 2026-117, Pavage du Condroz SRL: ", Printed(), StringComparison.Ordinal);
    }

    [Fact]
    public void Writing()
    {
        var path = Target;

        // Example
        var invoice = new Invoice
        {
            Number = "2026-117",
            IssueDate = new DateOnly(2026, 3, 2),
            DueDate = new DateOnly(2026, 4, 1),
            TypeCode = "380",
            CurrencyCode = "EUR",
            ProcessControl = new() { Specification = "urn:cen.eu:en16931:2017" },
            Seller = new() { Name = "Pavage du Condroz SRL", VatIdentifier = "BE0841470248", Address = new() { CountryCode = "BE" } },
            Buyer = new() { Name = "Administration communale", Address = new() { CountryCode = "BE" } },
            Totals = new() { LineNetAmount = 100.00m, WithoutVat = 100.00m, Vat = 21.00m, WithVat = 121.00m, AmountDue = 121.00m },
            VatBreakdowns = [new() { TaxableAmount = 100.00m, TaxAmount = 21.00m, CategoryCode = "S", Rate = 21 }],
            Lines =
            [
                new()
                {
                    Identifier = "1",
                    Quantity = 4,
                    UnitCode = "MTK",
                    NetAmount = 100.00m,
                    Item = new() { Name = "Pavés" },
                    Price = new() { NetPrice = 25.00m },
                    Vat = new() { CategoryCode = "S", Rate = 21 },
                },
            ],
        };
        using var file = File.Create(path);
        foreach (var fault in UblWriter.Write(invoice, file).Faults)
        {
            Console.WriteLine($"{fault.Term}: {fault.Kind}");
        }
        // End

        file.Position = 0;
        var result = InvoiceCheck.Check(file);
        Assert.Empty(result.Findings);
        Assert.True(result.IsValid);
        Assert.Empty(Printed());
    }

    [Fact]
    public void Attaching()
    {
        var path = Keep(UblDrafts.Invoice());
        var document = $"""<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="mesures.csv">{Convert.ToBase64String("a;b\n1;2\n"u8)}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>""";
        File.WriteAllText(path, File.ReadAllText(path).Replace("</cbc:BuyerReference>", "</cbc:BuyerReference>" + document, StringComparison.Ordinal));

        // Example
        using var file = File.OpenRead(path);
        using var attachments = InvoiceAttachments.Read(file);
        while (attachments.Next() is { } attachment)
        {
            using var target = File.Create(Path.Join(Path.GetDirectoryName(path), attachment.FileName));
            attachment.Content.CopyTo(target);
            Console.WriteLine($"{attachment.FileName}, {target.Length} bytes {attachment.Fault?.Kind}");
        }
        // End

        Assert.Null(attachments.Fault);
        Assert.Equal("mesures.csv, 8 bytes", Printed().Trim());
        Assert.Equal("a;b\n1;2\n", File.ReadAllText(Path.Join(folder.FullName, "mesures.csv")));
    }

    [Fact]
    public void Viewing()
    {
        var path = Keep(UblDrafts.Invoice());

        // Example
        using var file = File.OpenRead(path);
        using var page = File.Create(Path.ChangeExtension(path, ".html"));
        InvoiceView.Write(file, page, Language.French);
        // End

        page.Dispose();
        Assert.Contains("2026-117", File.ReadAllText(Path.ChangeExtension(path, ".html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Answering()
    {
        var path = Keep(UblDrafts.Invoice());

        // Example
        using var file = File.OpenRead(path);
        var answered = AnsweredInvoice.Read(file).Value!;
        var response = InvoiceResponse.To(answered, "R-2026-1", new DateOnly(2026, 3, 4), InvoiceStatus.Rejected) with
        {
            Clarifications = [new() { Reason = StatusReason.References, Text = "Le bon de commande manque." }, new() { Action = StatusAction.IssueNewInvoice }],
        };
        using var answer = File.Create(Path.ChangeExtension(path, ".response.xml"));
        foreach (var fault in response.Write(answer))
        {
            Console.WriteLine($"{fault.Place}: {fault.Kind}");
        }
        // End

        answer.Position = 0;
        var reread = InvoiceResponse.Read(answer).Value!;
        Assert.Equal((InvoiceStatus.Rejected, "2026-117", answered.Seller), (reread.Status, reread.InvoiceId, reread.Receiver));
        Assert.Empty(Printed());
    }

    [Fact]
    public void Numbers()
    {
        // Example
        Console.WriteLine(EnterpriseNumber.Format("BE0841470248"));
        Console.WriteLine(Iban.Normalize("be68 5390 0754 7034"));
        Console.WriteLine(StructuredCommunication.IsValid("+++010/8068/17183+++"));
        // End

        Assert.Equal(["0841.470.248", "BE68539007547034", "True"], Printed().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Code_lists()
    {
        // The lists in use, and one that is none: other tests run beside this one, and nothing may change under them.
        var path = Target;
        File.WriteAllText(path, "[monnaies] ISO 4217; 2027-01-01\nEUR");

        // Example
        foreach (var list in InvoiceCodeLists.InUse)
        {
            Console.WriteLine($"{list.Id}: {list.Name}, {list.Date:yyyy-MM-dd}, {list.Count} codes");
        }

        using var newer = File.OpenText(path);
        foreach (var fault in InvoiceCodeLists.Replace(newer))
        {
            Console.WriteLine($"line {fault.Line}: {fault.Message(Language.French)}");
        }
        // End

        Assert.Matches(@"currencies: ISO 4217, 20\d\d-\d\d-\d\d, \d+ codes", Printed());
        Assert.Contains("line 1: ", Printed(), StringComparison.Ordinal);
    }

    private static string Printed() => TestContext.Current.TestOutputHelper!.Output;

    private static string Here([CallerFilePath] string here = "") => here;

    private static string Readme() => Path.Join(Path.GetDirectoryName(Here()), "../../../src/Cartulaire.EInvoicing/README.md");

    // Lines between two marks, without the room before them that the first one has.
    private static List<string> Marked(string[] lines, string begin, string end)
    {
        List<string> found = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() == begin)
            {
                var room = lines[i].Length - lines[i].TrimStart().Length;
                var block = lines[(i + 1)..].TakeWhile(l => l.Trim() != end);
                found.Add(string.Join('\n', block.Select(l => l.Length > room ? l[room..] : "")));
            }
        }

        return found;
    }

    private string Keep(Draft invoice)
    {
        using var file = File.Create(Target);
        using var content = invoice.AsFile();
        content.CopyTo(file);
        return Target;
    }
}
