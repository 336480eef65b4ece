using System.Globalization;
using System.Runtime.InteropServices;
using Cartulaire.Engines.Conversion.Worker;
using NetVips;

namespace Cartulaire.Engines.Conversion.Ocr;

/// <summary>Tesseract with some languages loaded, for as long as the worker lives. One page at a time; nothing of a page is remembered for the next.</summary>
internal sealed class TesseractEngine
{
    private readonly nint engine;

    /// <exception cref="RefusedDocumentException"><c>conversion.language-missing</c>.</exception>
    public TesseractEngine(string languages)
    {
        engine = TesseractLibrary.Create();
        if (TesseractLibrary.Load(engine, null, languages) != 0)
        {
            TesseractLibrary.Delete(engine);
            throw new RefusedDocumentException("conversion.language-missing", languages);
        }
    }

    /// <summary>Reads; the table that <see cref="Tesseract.Parse"/> understands.</summary>
    /// <param name="image">The page: eight bits, one band or three.</param>
    /// <param name="dpi">Its resolution.</param>
    /// <param name="segmentation">How the page is cut up: 3 by itself, 6 as one block of lines.</param>
    /// <param name="time">After which reading stops.</param>
    /// <exception cref="RefusedDocumentException"><c>conversion.ocr-failed</c>.</exception>
    public string Read(Image image, int dpi, int segmentation, TimeSpan time) => On(image, dpi, segmentation, () =>
    {
        var monitor = TesseractLibrary.CreateMonitor();
        try
        {
            TesseractLibrary.SetDeadline(monitor, (int)time.TotalMilliseconds);
            var table = TesseractLibrary.Recognize(engine, monitor) == 0 ? TesseractLibrary.Table(engine, 0) : 0;
            if (table == 0)
            {
                throw new RefusedDocumentException("conversion.ocr-failed");
            }

            var text = Marshal.PtrToStringUTF8(table)!;
            TesseractLibrary.FreeText(table);
            return text;
        }
        finally
        {
            TesseractLibrary.DeleteMonitor(monitor);
        }
    });

    /// <summary>Degrees clockwise by which to turn the page, and how sure that is; null when there is too little on it.</summary>
    public (int Rotation, double Confidence)? Orientation(Image image, int dpi) => On(image, dpi, 0, () =>
        TesseractLibrary.DetectOrientation(engine, out var lies, out var confidence, out _, out _) == 0 ? ((int, double)?)null : ((360 - lies) % 360, confidence));

    private T On<T>(Image image, int dpi, int segmentation, Func<T> work)
    {
        var pixels = image.WriteToMemory(out _);
        try
        {
            _ = TesseractLibrary.Set(engine, "user_defined_dpi", dpi.ToString(CultureInfo.InvariantCulture));
            TesseractLibrary.SetSegmentation(engine, segmentation);
            TesseractLibrary.SetImage(engine, pixels, image.Width, image.Height, image.Bands, image.Width * image.Bands);
            return work();
        }
        finally
        {
            TesseractLibrary.Clear(engine);
            NetVips.NetVips.Free(pixels);
        }
    }
}
