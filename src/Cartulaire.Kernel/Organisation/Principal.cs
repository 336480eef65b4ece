namespace Cartulaire.Kernel.Organisation;

/// <summary>The texts that name who may hold a right.</summary>
public static class Principal
{
    /// <summary>Everybody who may sign in to the administration.</summary>
    public const string Everybody = "all";

    /// <summary>Holders of a role.</summary>
    public static string Role(string role) => $"role:{role}";

    /// <summary>Holders of a function in a service.</summary>
    public static string Function(string service, string function) => $"fn:{service}/{function}";

    /// <summary>Anybody who holds a function in a service.</summary>
    public static string Service(string service) => $"svc:{service}";

    /// <summary>One person.</summary>
    public static string Person(string person) => $"person:{person}";
}
