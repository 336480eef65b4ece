using System.Runtime.InteropServices;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>The functions of tesseract's C interface (<c>tesseract/capi.h</c>, version 5) that are used here.</summary>
internal static partial class TesseractLibrary
{
    private const string Name = "libtesseract.so.5";

    [LibraryImport(Name, EntryPoint = "TessBaseAPICreate")]
    internal static partial nint Create();

    [LibraryImport(Name, EntryPoint = "TessBaseAPIDelete")]
    internal static partial void Delete(nint engine);

    /// <summary>Loads languages; 0 on success.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPIInit3", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Load(nint engine, string? folder, string languages);

    /// <summary>Sets a parameter; 0 when there is none of that name.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Set(nint engine, string name, string value);

    [LibraryImport(Name, EntryPoint = "TessBaseAPISetPageSegMode")]
    internal static partial void SetSegmentation(nint engine, int mode);

    /// <summary>Copies pixels: one or three bytes each, lines from the top.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPISetImage")]
    internal static partial void SetImage(nint engine, nint pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    /// <summary>Reads; 0 on success.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPIRecognize")]
    internal static partial int Recognize(nint engine, nint monitor);

    /// <summary>What was read, as a table; to be freed by <see cref="FreeText"/>.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPIGetTsvText")]
    internal static partial nint Table(nint engine, int page);

    /// <summary>How the page lies; 0 when there was too little to say.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPIDetectOrientationScript")]
    internal static partial int DetectOrientation(nint engine, out int degrees, out float confidence, out nint script, out float scriptConfidence);

    /// <summary>Frees the image and what was read; languages stay loaded.</summary>
    [LibraryImport(Name, EntryPoint = "TessBaseAPIClear")]
    internal static partial void Clear(nint engine);

    [LibraryImport(Name, EntryPoint = "TessDeleteText")]
    internal static partial void FreeText(nint text);

    [LibraryImport(Name, EntryPoint = "TessMonitorCreate")]
    internal static partial nint CreateMonitor();

    [LibraryImport(Name, EntryPoint = "TessMonitorDelete")]
    internal static partial void DeleteMonitor(nint monitor);

    [LibraryImport(Name, EntryPoint = "TessMonitorSetDeadlineMSecs")]
    internal static partial void SetDeadline(nint monitor, int milliseconds);
}
