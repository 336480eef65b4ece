using System.Globalization;
using System.Xml;
using Cartulaire.EInvoicing.Model;
using Cartulaire.EInvoicing.Xml;

namespace Cartulaire.EInvoicing.Ubl.Writing;

/// <summary>Where a UBL document is written. A group begins with the first value in it, so that none is empty. Without a writer nothing is written: it is only seen what could not be.</summary>
/// <param name="xml">The writer; null to look for faults.</param>
internal sealed class UblOutput(XmlWriter? xml)
{
    /// <summary>Attribute of an amount that names its currency.</summary>
    public const string CurrencyAttribute = "currencyID";

    private readonly List<Name> groups = [];
    private int begun;

    /// <summary>What cannot be written.</summary>
    public List<WriteFault> Faults { get; } = [];

    /// <summary>Currency of the amounts (BT-5).</summary>
    public string? Currency { get; set; }

    /// <summary>Line of the invoice that is being written, from 1; 0 outside of lines.</summary>
    public int Line { get; set; }

    /// <summary>A group, to its disposal.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="always">Whether it is written when nothing is in it.</param>
    public Group Begin(Name name, bool always = false)
    {
        groups.Add(name);
        if (always)
        {
            Enter();
        }

        return new Group(this);
    }

    /// <summary>A text; nothing when it is blank.</summary>
    public void Text(Name name, string term, string? value, bool isRequired = false) => Write(name, term, value, isRequired);

    /// <summary>A text of the syntax itself.</summary>
    public void Constant(Name name, string value) => Write(name, string.Empty, value, isRequired: false);

    /// <summary>A text with attributes.</summary>
    public void Text(Name name, string term, string? value, bool isRequired, params ReadOnlySpan<(string Name, string? Value)> attributes) => Write(name, term, value, isRequired, attributes);

    /// <summary>An identifier with its scheme.</summary>
    public void Identifier(Name name, string term, Identifier? value, string scheme = "schemeID", string version = "schemeVersionID")
        => Write(name, term, value?.Value, value is not null, (scheme, value?.Scheme), (version, value?.SchemeVersion));

    /// <summary>An amount in the currency of the invoice.</summary>
    public void Amount(Name name, string term, decimal? value, bool isRequired = false) => Write(name, term, Written(value), isRequired, (CurrencyAttribute, Currency));

    /// <summary>A number, with its unit if it has one.</summary>
    public void Number(Name name, string term, decimal? value, string? unit = null) => Write(name, term, Written(value), !IsBlank(unit), ("unitCode", unit));

    /// <summary>A day.</summary>
    public void Date(Name name, string term, DateOnly? value, bool isRequired = false) => Write(name, term, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), isRequired);

    /// <summary>The bytes of an attachment, in base64, a piece at a time.</summary>
    public void Bytes(Name name, string term, AttachedDocument value)
    {
        if (value.Content is null)
        {
            Fault(WriteFaultKind.NoContent, term);
            return;
        }

        if (IsBlank(value.MimeType))
        {
            Fault(WriteFaultKind.Missing, $"{term}-1");
        }

        Enter();
        Start(name, term, ("mimeCode", value.MimeType), ("filename", value.FileName));
        if (xml is not null)
        {
            using var content = value.Content();
            var buffer = new byte[48 * 1024];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                xml.WriteBase64(buffer, 0, read);
            }
        }

        xml?.WriteEndElement();
    }

    /// <summary>Says that a term keeps the invoice from being written.</summary>
    public void Fault(WriteFaultKind kind, string term) => Faults.Add(new WriteFault(kind, term, Line));

    /// <summary>Whether a text is no value.</summary>
    public static bool IsBlank(string? text) => text is null || Blank.Trim(text).Length == 0;

    private static string? Written(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private void Write(Name name, string term, string? value, bool isRequired, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (IsBlank(value))
        {
            if (isRequired)
            {
                Fault(WriteFaultKind.Missing, term);
            }

            return;
        }

        Enter();
        Start(name, term, attributes);
        var text = Checked(value!, term);
        xml?.WriteString(text);
        xml?.WriteEndElement();
    }

    private void Start(Name name, string term, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        xml?.WriteStartElement(name.Local, name.Space);
        foreach (var (key, value) in attributes)
        {
            if (!IsBlank(value))
            {
                // A currency is told once, where it is said (BT-5, BT-6).
                var text = key == CurrencyAttribute ? Blank.Trim(value!) : Checked(value!, term);
                xml?.WriteAttributeString(key, text);
            }
        }
    }

    private string Checked(string value, string term)
    {
        var text = Blank.Trim(value);
        if (!IsXml(text))
        {
            Fault(WriteFaultKind.NotXml, term);
        }

        return text;
    }

    private static bool IsXml(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    // Begins the groups around that wait for a first value.
    private void Enter()
    {
        for (; begun < groups.Count; begun++)
        {
            xml?.WriteStartElement(groups[begun].Local, groups[begun].Space);
        }
    }

    private void End()
    {
        if (begun == groups.Count)
        {
            begun--;
            xml?.WriteEndElement();
        }

        groups.RemoveAt(groups.Count - 1);
    }

    /// <summary>A group that is being written.</summary>
    internal readonly struct Group(UblOutput output) : IDisposable
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => output.End();
    }
}
