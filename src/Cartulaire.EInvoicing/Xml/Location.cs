using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cartulaire.EInvoicing.Xml;

/// <summary>Where an element stands, written as the official validators write it, so that their findings and ours can be compared.</summary>
internal static class Location
{
    /// <summary>Such as <c>/*:Invoice[namespace-uri()='urn:…'][1]/*:ID[namespace-uri()='urn:…'][1]</c>.</summary>
    public static string Of(Element element)
    {
        // Of a hopeless file there are ten thousand, each some thousand characters long: nothing is made but the text itself.
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[1024]);
        Write(element, ref text);
        return text.ToStringAndClear();
    }

    private static void Write(Element element, ref DefaultInterpolatedStringHandler text)
    {
        if (element.Parent is { } parent)
        {
            Write(parent, ref text);
        }

        if (element.Name.Space.Length == 0)
        {
            text.AppendLiteral("/");
            text.AppendLiteral(element.Name.Local);
        }
        else
        {
            text.AppendLiteral("/*:");
            text.AppendLiteral(element.Name.Local);
            text.AppendLiteral("[namespace-uri()='");
            text.AppendLiteral(element.Name.Space);
            text.AppendLiteral("']");
        }

        text.AppendLiteral("[");
        text.AppendFormatted(Place(element));
        text.AppendLiteral("]");
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
