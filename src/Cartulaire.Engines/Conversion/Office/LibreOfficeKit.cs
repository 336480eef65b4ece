using System.Runtime.InteropServices;

namespace Cartulaire.Engines.Conversion.Office;

/// <summary>LibreOfficeKit by its C function tables: no socket, no second language, no second process. In the worker only.</summary>
internal sealed unsafe class LibreOfficeKit
{
    private static readonly string[] Folders = ["/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/opt/libreoffice/program"];
    private readonly nint office;

    private LibreOfficeKit(nint office) => this.office = office;

    /// <summary>Starts it; about a second.</summary>
    /// <param name="profile">An empty folder for its profile.</param>
    /// <returns>Null when no LibreOffice is installed or it does not start.</returns>
    public static LibreOfficeKit? Start(string profile)
    {
        foreach (var folder in Folders)
        {
            // Debian merges everything into one library; upstream builds call theirs otherwise.
            foreach (var name in new[] { "libmergedlo.so", "libsofficeapp.so" })
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path) && NativeLibrary.TryLoad(path, out var library) && NativeLibrary.TryGetExport(library, "libreofficekit_hook_2", out var hook))
                {
                    return Hook(hook, folder, profile);
                }
            }
        }

        return null;
    }

    /// <summary>Version of the installed LibreOffice, as its own <c>versionrc</c> says.</summary>
    public static string Version()
    {
        var file = Folders.Select(folder => Path.Combine(folder, "versionrc")).FirstOrDefault(File.Exists);
        var line = file is null ? null : File.ReadLines(file).FirstOrDefault(row => row.StartsWith("ReferenceOOoMajorMinor=", StringComparison.Ordinal));
        return $"LibreOffice {line?.Split('=')[1] ?? "unknown"}";
    }

    /// <summary>Loads and saves as PDF.</summary>
    /// <param name="source">Path of the document, with the extension of its kind.</param>
    /// <param name="target">Path of the PDF.</param>
    /// <param name="documentType">0 text, 1 spreadsheet, 2 presentation: anything else that LibreOffice made of it is refused.</param>
    /// <returns>An explanation, or null on success.</returns>
    public string? ToPdf(string source, string target, int documentType)
    {
        var load = (delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)Slot(office, 4);
        using var url = new Utf8(new Uri(source).AbsoluteUri);
        using var options = new Utf8("");
        var document = load(office, url.Pointer, options.Pointer);
        if (document == 0)
        {
            return Error();
        }

        try
        {
            var type = ((delegate* unmanaged[Cdecl]<nint, int>)Slot(document, 3))(document);
            if (type != documentType)
            {
                return "read as another kind of document";
            }

            using var to = new Utf8(new Uri(target).AbsoluteUri);
            using var format = new Utf8("pdf");
            var saved = ((delegate* unmanaged[Cdecl]<nint, byte*, byte*, byte*, int>)Slot(document, 2))(document, to.Pointer, format.Pointer, options.Pointer);
            return saved != 0 ? null : Error();
        }
        finally
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)Slot(document, 1))(document);
        }
    }

    private static LibreOfficeKit? Hook(nint hook, string folder, string profile)
    {
        using var program = new Utf8(folder);
        using var home = new Utf8(new Uri(profile).AbsoluteUri);
        var started = ((delegate* unmanaged[Cdecl]<byte*, byte*, nint>)hook)(program.Pointer, home.Pointer);
        return started == 0 ? null : new(started);
    }

    private string Error()
    {
        var text = ((delegate* unmanaged[Cdecl]<nint, nint>)Slot(office, 3))(office);
        return Marshal.PtrToStringUTF8(text) ?? "unknown";
    }

    private static nint Slot(nint instance, int index) => ((nint*)*(nint*)instance)[index];

    /// <summary>A zero-terminated string in native memory.</summary>
    private readonly ref struct Utf8(string text)
    {
        private readonly nint pointer = Marshal.StringToCoTaskMemUTF8(text);

        public byte* Pointer => (byte*)pointer;

        public void Dispose() => Marshal.FreeCoTaskMem(pointer);
    }
}
