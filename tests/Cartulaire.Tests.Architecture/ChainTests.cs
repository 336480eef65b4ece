using System.Reflection;
using System.Text.RegularExpressions;

namespace Cartulaire.Tests.Architecture;

/// <summary>Kernel ← Engines ← App ← Protocols ← Server: a project may use those on its left, never on its right.</summary>
public sealed partial class ChainTests
{
    private static readonly string[] Chain = ["Cartulaire.Kernel", "Cartulaire.Engines", "Cartulaire.App", "Cartulaire.Protocols", "Cartulaire.Server"];

    /// <summary>They stand beside the chain and use nothing of ours.</summary>
    private static readonly string[] Beside = ["Cartulaire.EInvoicing"];

    [Fact]
    public void References_follow_the_chain() => Rule.Holds(References(Repository.Real));

    [Fact]
    public void A_reference_to_the_right_is_found() => Rule.Finds(
        References(Repository.Of(
            "src/Cartulaire.Kernel/Cartulaire.Kernel.csproj", """<ProjectReference Include="..\Cartulaire.App\Cartulaire.App.csproj" />""",
            "src/Cartulaire.App/Cartulaire.App.csproj", """<ProjectReference Include="../Cartulaire.Kernel/Cartulaire.Kernel.csproj" />""",
            "src/Cartulaire.EInvoicing/Cartulaire.EInvoicing.csproj", """<ProjectReference Include="../Cartulaire.Kernel/Cartulaire.Kernel.csproj" />""",
            "src/Cartulaire.Extras/Cartulaire.Extras.csproj", "")),
        "Cartulaire.Kernel uses Cartulaire.App",
        "Cartulaire.EInvoicing uses Cartulaire.Kernel",
        "Cartulaire.Extras has no place");

    [Fact]
    public void The_kernel_references_the_language_only()
        => Rule.Holds(Foreign(typeof(Cartulaire.Kernel.ItemId).Assembly.GetReferencedAssemblies()));

    [Fact]
    public void A_package_in_the_kernel_is_found() => Rule.Finds(
        Foreign([new AssemblyName("System.Runtime"), new AssemblyName("Microsoft.AspNetCore.Http"), new AssemblyName("YamlDotNet")]),
        "Microsoft.AspNetCore.Http",
        "YamlDotNet");

    [Fact]
    public void The_kernel_asks_for_no_package_and_does_no_input_or_output() => Rule.Holds(KernelText(Repository.Real));

    [Fact]
    public void A_package_a_file_or_a_clock_in_the_kernel_is_found() => Rule.Finds(
        KernelText(Repository.Of(
            "src/Cartulaire.Kernel/Cartulaire.Kernel.csproj", """<PackageReference Include="NodaTime" />""",
            "src/Cartulaire.Kernel/A.cs", "var x = File.ReadAllText(path); // File.Delete(path) in a comment counts not",
            "src/Cartulaire.Kernel/B.cs", "var now = TimeProvider.System.GetUtcNow();",
            "src/Cartulaire.Kernel/C.cs", "var s = \"File.Open is only a text\"; Profile.Open();")),
        "Cartulaire.Kernel.csproj",
        "A.cs",
        "B.cs");

    private static Finding References(Repository repository)
    {
        var projects = repository.Sources(".csproj").ToList();
        var faults = new List<string>();
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project.Path);
            var place = Array.IndexOf(Chain, name);
            if (place < 0 && !Beside.Contains(name, StringComparer.Ordinal))
            {
                faults.Add($"{name} has no place in the chain: design §4 names the projects.");
                continue;
            }

            faults.AddRange(
                from Match reference in ProjectReference().Matches(project.Text)
                let used = Path.GetFileNameWithoutExtension(reference.Groups["file"].Value.Replace('\\', '/'))
                where !Beside.Contains(used, StringComparer.Ordinal) && (place < 0 || Array.IndexOf(Chain, used) is var other && (other < 0 || other >= place))
                select $"{name} uses {used}, which is not on its left.");
        }

        return new Finding(projects.Count, faults);
    }

    private static Finding Foreign(AssemblyName[] references) => new(
        references.Length,
        [.. references.Select(r => r.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n is not ("System" or "netstandard" or "mscorlib"))]);

    private static Finding KernelText(Repository repository)
    {
        var files = repository.Sources(".cs", ".csproj").Where(f => f.Path.StartsWith("src/Cartulaire.Kernel/", StringComparison.Ordinal)).ToList();
        return new Finding(files.Count, [.. files
            .Where(f => f.Is(".csproj") ? f.Text.Contains("<PackageReference", StringComparison.Ordinal) || f.Text.Contains("<FrameworkReference", StringComparison.Ordinal) : OutsideWorld().IsMatch(f.Code))
            .Select(f => $"{f.Path} asks for a package, a file, the network, a process or the clock.")]);
    }

    [GeneratedRegex("<ProjectReference\\s+Include=\"(?<file>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"(?<![\w.])(File|Directory|FileStream|Process|HttpClient|Socket|Environment|Console)\s*[.(]|(?<![\w.])TimeProvider\.System|using System\.(IO|Net|Diagnostics\.Process)\s*;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OutsideWorld();
}
