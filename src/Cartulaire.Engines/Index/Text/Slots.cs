namespace Cartulaire.Engines.Index.Text;

/// <summary>Names of the fields inside the index. Those that end with a colon are followed by a field id.</summary>
internal static class Slots
{
    /// <summary>Serial, as a term.</summary>
    public const string Serial = "i";

    /// <summary>Serial of the hit, as a term.</summary>
    public const string OwnerTerm = "w";

    /// <summary>Serial of the hit, doubled, plus one when the entry is the hit itself.</summary>
    public const string Owner = "o";

    /// <summary>Serial, as a number.</summary>
    public const string SerialNumber = "j";

    /// <summary>Journal number of the change that made this state of the item.</summary>
    public const string Updated = "u";

    /// <summary>Number of the access set; updated in place.</summary>
    public const string Access = "a";

    /// <summary>Serial of the parent, as a term.</summary>
    public const string Parent = "p";

    /// <summary>Every text, stemmed.</summary>
    public const string Stem = "s";

    /// <summary>Every text, folded only, with positions.</summary>
    public const string Flat = "f";

    /// <summary>Title and sender, stemmed: what weighs more.</summary>
    public const string Copied = "c";

    /// <summary>Title and sender of hits, folded only: what suggestions begin with.</summary>
    public const string Suggest = "g";

    /// <summary>Forms of numbers and references.</summary>
    public const string Numbers = "n";

    /// <summary>Forms of one reference field.</summary>
    public const string OwnNumbers = "n:";

    /// <summary>One text field, stemmed.</summary>
    public const string OwnStem = "ts:";

    /// <summary>One text field, folded only.</summary>
    public const string OwnFlat = "tf:";

    /// <summary>One keyword field, folded.</summary>
    public const string Keyword = "k:";

    /// <summary>One date, amount or number field.</summary>
    public const string Figure = "d:";

    /// <summary>Sort key or facet value of one field.</summary>
    public const string Value = "v:";

    /// <summary>Ids of the fields that have a value.</summary>
    public const string Present = "e";

    /// <summary>Stored item id.</summary>
    public const string Id = "id";

    /// <summary>Stored page: its number, a line feed, its text.</summary>
    public const string Page = "pg";

    /// <summary>Stored title.</summary>
    public const string StoredTitle = "ti";

    /// <summary>Stored sender.</summary>
    public const string StoredSender = "se";

    /// <summary>Stored number.</summary>
    public const string StoredNumber = "nu";
}
