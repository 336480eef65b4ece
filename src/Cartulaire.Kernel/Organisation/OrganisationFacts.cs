namespace Cartulaire.Kernel.Organisation;

/// <summary>A service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The service above it.</param>
/// <param name="Title">Its name.</param>
public sealed record ServiceFacts(ServiceId Id, ServiceId? Parent, string Title);

/// <summary>A person holds a function in a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Function">The pack's id of the function.</param>
/// <param name="Person">The person.</param>
public sealed record FunctionHolder(ServiceId Service, string Function, PersonId Person);

/// <summary>A person holds a role of the whole administration.</summary>
/// <param name="Role">The pack's id of the role.</param>
/// <param name="Person">The person.</param>
public sealed record RoleHolder(string Role, PersonId Person);

/// <summary>The organisation at one instant: who holds what. Made once per version of the organisation and shared.</summary>
public sealed class OrganisationFacts
{
    private readonly Dictionary<PersonId, HashSet<string>> principals = [];
    private readonly HashSet<string> held = new(StringComparer.Ordinal);

    /// <summary>Takes a snapshot.</summary>
    public OrganisationFacts(IEnumerable<ServiceFacts> services, IEnumerable<FunctionHolder> functions, IEnumerable<RoleHolder> roles)
    {
        Services = services.ToDictionary(s => s.Id);
        foreach (var holder in functions)
        {
            var service = holder.Service.ToString();
            held.Add(Principal.Function(service, holder.Function));
            Of(holder.Person).UnionWith([Principal.Function(service, holder.Function), Principal.Service(service)]);
        }

        foreach (var holder in roles)
        {
            Of(holder.Person).Add(Principal.Role(holder.Role));
        }
    }

    /// <summary>An organisation without anybody.</summary>
    public static OrganisationFacts Empty { get; } = new([], [], []);

    /// <summary>Services by id.</summary>
    public IReadOnlyDictionary<ServiceId, ServiceFacts> Services { get; }

    /// <summary>Whether anybody holds the function in the service.</summary>
    /// <param name="service">Text form of the service's id.</param>
    /// <param name="function">The function.</param>
    public bool IsHeld(string service, string function) => held.Contains(Principal.Function(service, function));

    /// <summary>All principals that the person is: everybody, itself, roles, functions, services.</summary>
    public IReadOnlySet<string> PrincipalsOf(PersonId person)
        => new HashSet<string>(principals.GetValueOrDefault(person) ?? [], StringComparer.Ordinal) { Principal.Everybody, Principal.Person(person.ToString()) };

    private HashSet<string> Of(PersonId person)
        => principals.TryGetValue(person, out var set) ? set : principals[person] = new HashSet<string>(StringComparer.Ordinal);
}
