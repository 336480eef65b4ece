namespace Cartulaire.App.Ui.Parts;

/// <summary>How much a button calls.</summary>
public enum ButtonKind
{
    /// <summary>One of several things that may be done.</summary>
    Ordinary,

    /// <summary>What most people do here; one on a page.</summary>
    Main,

    /// <summary>Takes something away.</summary>
    Danger,

    /// <summary>As quiet as a link.</summary>
    Plain,
}

/// <summary>What a badge tells before it is read.</summary>
public enum BadgeKind
{
    /// <summary>Nothing particular.</summary>
    Neutral,

    /// <summary>Waits for somebody.</summary>
    Waiting,

    /// <summary>Somebody works on it.</summary>
    Progress,

    /// <summary>Finished.</summary>
    Done,

    /// <summary>Needs attention.</summary>
    Attention,
}
