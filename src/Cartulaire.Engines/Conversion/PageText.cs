namespace Cartulaire.Engines.Conversion;

/// <summary>One word and where it stands.</summary>
/// <param name="Text">The word.</param>
/// <param name="X">Left edge, in the page's units from its left edge.</param>
/// <param name="Y">Top edge, from the page's top.</param>
/// <param name="Width">Width of the box.</param>
/// <param name="Height">Height of the box.</param>
/// <param name="Confidence">0 to 100; 100 for text that was in the file.</param>
public sealed record PageWord(string Text, float X, float Y, float Width, float Height, float Confidence);

/// <summary>The text of one page.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Width">Width of the page as shown upright, in the units of the boxes (points for a text layer, pixels for a read image).</param>
/// <param name="Height">Height of the page as shown upright.</param>
/// <param name="Text">The text in reading order, lines separated by a line feed.</param>
/// <param name="Words">The words with their boxes; empty for formats without a layout.</param>
/// <param name="Language">The tesseract languages that gave it, such as <c>fra</c>; empty for a text layer.</param>
/// <param name="Rotation">Degrees clockwise (0, 90, 180, 270) by which the stored page was turned to be upright.</param>
/// <param name="Skew">Degrees by which the page was straightened before it was read; the boxes are those of the page as stored and turned, not of the straightened one.</param>
/// <param name="Confidence">Mean confidence, 0 to 100.</param>
/// <param name="Tool">Which tool gave it, with its version.</param>
public sealed record PageText(
    int Page,
    float Width,
    float Height,
    string Text,
    IReadOnlyList<PageWord> Words,
    string Language,
    int Rotation,
    float Skew,
    float Confidence,
    string Tool);

/// <summary>What is known of a document after its first reading.</summary>
/// <param name="Kind">Its kind, containers settled.</param>
/// <param name="PageCount">Number of pages; 1 for formats without pages.</param>
/// <param name="Encrypted">Whether a password stands before the text.</param>
/// <param name="Pages">Text of the pages that carry it themselves.</param>
/// <param name="ToRead">Numbers of the pages that have no usable text and must be read from their image.</param>
/// <param name="Note">Stable code of what prevented more, such as <c>conversion.not-readable</c>; empty when all is well.</param>
/// <param name="Tool">Which tool answered, with its version.</param>
public sealed record DocumentText(
    FileKind Kind,
    int PageCount,
    bool Encrypted,
    IReadOnlyList<PageText> Pages,
    IReadOnlyList<int> ToRead,
    string Note,
    string Tool);
