using Cartulaire.Kernel;

namespace Cartulaire.App.Ui.Parts;

/// <summary>A version of a document as the viewer shows it: one page at once, the others fetched when somebody gets there.</summary>
/// <param name="Name">File name.</param>
/// <param name="Version">Id of the version.</param>
/// <param name="Count">Number of pages; null while nobody knows.</param>
/// <param name="Sizes">Runs of pages of one shape: <c>width×height</c>, the turn that makes the image upright and how many, such as <c>595x842/0*12</c>.</param>
/// <param name="Page">The page that is shown first.</param>
/// <param name="Found">Pages on which the words of the search stand.</param>
/// <param name="Query">The search that led here.</param>
/// <param name="State">How far reading is.</param>
/// <param name="Notice">Why there is nothing to see, or not yet, for people.</param>
public sealed record ViewedDocument(
    string Name, VersionId Version, int? Count, string Sizes, ViewedPage Page, IReadOnlyList<int> Found, string? Query, ViewedState State, string? Notice);

/// <summary>One page.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Width">Width upright, in the units of the boxes; 0 when it has no layout.</param>
/// <param name="Height">Height upright.</param>
/// <param name="Turn">Degrees clockwise by which its image is turned to be upright.</param>
/// <param name="Text">What was read on it.</param>
/// <param name="Marks">Ranges of the text that answer the search.</param>
/// <param name="Hits">Boxes of the words that answer the search.</param>
public sealed record ViewedPage(int Number, int Width, int Height, int Turn, string Text, IReadOnlyList<(int Start, int Length)> Marks, IReadOnlyList<ViewedBox> Hits);

/// <summary>A place on a page.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record ViewedBox(float X, float Y, float Width, float Height);

/// <summary>How far the reading of a version is.</summary>
public enum ViewedState
{
    /// <summary>Its job has not run yet; its pages can be seen already.</summary>
    Waiting,

    /// <summary>Pages and words are known.</summary>
    Read,

    /// <summary>It has text and no pages: a message, a table.</summary>
    TextOnly,

    /// <summary>It cannot be shown.</summary>
    Impossible,
}
