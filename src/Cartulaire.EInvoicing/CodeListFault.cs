using System.Globalization;
using Cartulaire.EInvoicing.Messages;

namespace Cartulaire.EInvoicing;

/// <summary>Why a file of code lists is not taken.</summary>
public enum CodeListFaultKind
{
    /// <summary>It has no list.</summary>
    NoList,

    /// <summary>A line is no heading of a list (<c>[id] name; 2026-04-10</c>), or stands before the first.</summary>
    NoHeading,

    /// <summary>No rule asks for a list of this id.</summary>
    Unknown,

    /// <summary>A list has no code.</summary>
    Empty,

    /// <summary>A list stands twice.</summary>
    Twice,
}

/// <summary>Why a file of code lists is not taken, and where.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Line">Line, from 1; 0 for the whole file.</param>
/// <param name="Text">What stands there: the line, or the list's id.</param>
public sealed record CodeListFault(CodeListFaultKind Kind, int Line, string Text)
{
    /// <summary>What is wrong, in words.</summary>
    /// <param name="language">The reader's language; English where nothing is written in it.</param>
    public string Message(Language language) => Sentence.Fill(Sentences.Of(Identifier, language), name => name switch
    {
        "line" when Line > 0 => Line.ToString(CultureInfo.InvariantCulture),
        "found" when Text.Length > 0 => Quote.Of(Text),
        _ => null,
    });

#pragma warning disable CS8524 // A kind that is added later must be told too: the compiler sees to it. Values without a name are none.
    /// <summary>Identifier of the sentence that says why.</summary>
    internal string Identifier => Kind switch
    {
        CodeListFaultKind.NoList => "code-list-none",
        CodeListFaultKind.NoHeading => "code-list-heading",
        CodeListFaultKind.Unknown => "code-list-unknown",
        CodeListFaultKind.Empty => "code-list-empty",
        CodeListFaultKind.Twice => "code-list-twice",
    };
#pragma warning restore CS8524
}
