using System.Reflection;

namespace Cartulaire.Tests.Architecture;

/// <summary>The compiled projects.</summary>
internal static class Ours
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. new[] { "Cartulaire.Kernel", "Cartulaire.Engines", "Cartulaire.App", "Cartulaire.Protocols", "Cartulaire.EInvoicing", "cartulaire" }
            .Where(n => File.Exists(Path.Combine(AppContext.BaseDirectory, n + ".dll"))).Select(Assembly.Load)];

    public static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(a => a.GetTypes())];
}
