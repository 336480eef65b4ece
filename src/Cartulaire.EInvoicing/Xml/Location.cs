using System.Globalization;
using System.Text;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>Where an element stands, written as the official validators write it, so that their findings and ours can be compared.</summary>
internal static class Location
{
    /// <summary>Such as <c>/*:Invoice[namespace-uri()='urn:…'][1]/*:ID[namespace-uri()='urn:…'][1]</c>.</summary>
    public static string Of(Element element)
    {
        var text = new StringBuilder();
        Write(element, text);
        return text.ToString();
    }

    private static void Write(Element element, StringBuilder text)
    {
        if (element.Parent is { } parent)
        {
            Write(parent, text);
        }

        text.Append('/');
        if (element.Name.Space.Length == 0)
        {
            text.Append(element.Name.Local);
        }
        else
        {
            text.Append("*:").Append(element.Name.Local).Append("[namespace-uri()='").Append(element.Name.Space).Append("']");
        }

        text.Append('[').Append(Place(element).ToString(CultureInfo.InvariantCulture)).Append(']');
    }

    private static int Place(Element element)
    {
        if (element.Parent is not { } parent)
        {
            return 1;
        }

        if (element.Place == 0)
        {
            Number(parent);
        }

        return element.Place;
    }

    // All children at once: a rule that every one of 20,000 lines breaks must not count them 20,000 times.
    private static void Number(Element parent)
    {
        // A strange name has an instance for each time it is met: names are told by their text.
        var places = new Dictionary<(string Local, string Space), int>();
        foreach (var child in parent.Children)
        {
            var name = (child.Name.Local, child.Name.Space);
            places[name] = child.Place = places.GetValueOrDefault(name) + 1;
        }
    }
}
