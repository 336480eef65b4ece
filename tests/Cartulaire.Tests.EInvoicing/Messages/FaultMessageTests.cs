using Cartulaire.EInvoicing;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Messages;

/// <summary>Why a file cannot be read, in words.</summary>
public sealed class FaultMessageTests
{
    [Theory]
    [InlineData(
        "<a>\n<b></a>",
        "Ce fichier n'est pas du XML valable, ou il est incomplet (ligne 2, colonne 6) ; une facture électronique UBL ou CII est attendue. Demandez au fournisseur de la renvoyer.",
        "This file is not valid XML, or is incomplete (line 2, column 6); an electronic invoice in UBL or CII is expected. Ask the supplier to send it again.")]
    [InlineData(
        "<!DOCTYPE a><a/>",
        "Ce fichier contient une déclaration DOCTYPE, interdite dans une facture pour des raisons de sécurité. Demandez au fournisseur de la retirer.",
        "This file contains a DOCTYPE declaration, forbidden in an invoice for security. Ask the supplier to remove it.")]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"klingon\"?><Invoice/>",
        "Le codage des caractères est inconnu, ou le fichier ne suit pas celui qu'il annonce (ligne 1, colonne 31) ; UTF-8 est attendu.",
        "The character encoding is unknown, or the file does not follow the one it names (line 1, column 31); UTF-8 is expected.")]
    [InlineData(
        "<a><a><a><a><a/></a></a></a></a>",
        "Les éléments du fichier sont imbriqués trop profondément (ligne 1, colonne 14) : 4 niveaux au plus sont admis. Ce n'est pas une facture ordinaire.",
        "The elements of this file are nested too deeply (line 1, column 14): 4 levels are the most allowed. This is no ordinary invoice.")]
    [InlineData(
        "<a><b/><b/><b/><b/><b/><b/></a>",
        "Ce fichier dépasse ce qui est admis pour une facture (ligne 1, colonne 25) ; limite : 6.",
        "This file exceeds what is allowed for an invoice (line 1, column 25); limit: 6.")]
    [InlineData(
        "<Facture xmlns=\"urn:x\"/>",
        "Ce fichier n'est pas une facture connue : son premier élément est « {urn:x}Facture » (ligne 1, colonne 2) ; Invoice ou CreditNote (UBL), ou CrossIndustryInvoice (CII), est attendu.",
        "This file is no known invoice: its first element is “{urn:x}Facture” (line 1, column 2); Invoice or CreditNote (UBL), or CrossIndustryInvoice (CII), is expected.")]
    public void A_fault_says_what_was_found_and_what_is_expected(string file, string french, string english)
    {
        using var stream = file.AsStream();
        var fault = InvoiceCheck.Check(stream, new ReadLimits { Depth = 4, Elements = 6 }).Fault!;
        Assert.Equal(french, fault.Message(Language.French).Replace('\u00A0', ' '));
        Assert.Equal(english, fault.Message(Language.English));
    }

    [Fact]
    public void A_fault_without_a_place_names_none()
        => Assert.DoesNotContain("(", new ReadFault(ReadFaultKind.NotXml, 0, 0, "0").Message(Language.French), StringComparison.Ordinal);

    [Theory]
    [InlineData(ReadFaultKind.Archive, "application/zip", "application/zip")]
    [InlineData(ReadFaultKind.OtherFile, "image/png", "image/png")]
    [InlineData(ReadFaultKind.NoInvoice, "conditions.txt, plan.png", "conditions.txt, plan.png")]
    [InlineData(ReadFaultKind.SeveralInvoices, "a.xml, b.xml", "a.xml, b.xml")]
    [InlineData(ReadFaultKind.Incomplete, "ResponseCode", "« ResponseCode »")]
    public void A_fault_names_what_was_found(ReadFaultKind kind, string detail, string shown)
        => Assert.Contains(shown, new ReadFault(kind, 1, 1, detail).Message(Language.French).Replace('\u00A0', ' '), StringComparison.Ordinal);

    [Theory]
    [InlineData(ReadFaultKind.NoInvoice, "0")]
    [InlineData(ReadFaultKind.NoInvoice, "")]
    [InlineData(ReadFaultKind.SeveralInvoices, "1")]
    [InlineData(ReadFaultKind.BrokenPdf, "FlateDecode")]
    [InlineData(ReadFaultKind.EncryptedPdf, "")]
    public void What_says_nothing_to_a_supplier_is_not_shown(ReadFaultKind kind, string detail)
        => Assert.All(Enum.GetValues<Language>(), language =>
        {
            var told = new ReadFault(kind, 0, 0, detail).Message(language);
            Assert.DoesNotContain("(0", told, StringComparison.Ordinal);
            Assert.DoesNotContain("(1", told, StringComparison.Ordinal);
            Assert.DoesNotContain("()", told, StringComparison.Ordinal);
            Assert.DoesNotContain("FlateDecode", told, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.Dutch)]
    [InlineData(Language.German)]
    [InlineData(Language.English)]
    public void Every_kind_has_its_own_words(Language language)
        => Assert.Distinct(Enum.GetValues<ReadFaultKind>().Select(k => new ReadFault(k, 1, 1, "x").Message(language)));
}
