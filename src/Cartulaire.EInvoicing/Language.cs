namespace Cartulaire.EInvoicing;

/// <summary>Languages that messages and views are written in.</summary>
public enum Language
{
    /// <summary>French.</summary>
    French,

    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>German.</summary>
    German,

    /// <summary>English.</summary>
    English,
}
