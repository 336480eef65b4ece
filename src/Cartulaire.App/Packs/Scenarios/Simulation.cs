using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.App.Assignments;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Filing;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Scenarios;

/// <summary>One item in a small organisation, in memory: the pack's rules are the real ones, only the store is missing.</summary>
internal sealed class Simulation(Catalogue catalogue)
{
    private readonly List<string> services = [];
    private readonly List<(string User, string Role)> roles = [];
    private readonly List<(string User, string Service, string Function)> functions = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private OrganisationFacts? organisation;
    private int assignments;

    public Catalogue Catalogue => catalogue;

    public DateOnly Today { get; set; }

    public ItemFacts? Item { get; private set; }

    public string? Number { get; private set; }

    public DateOnly Registered { get; private set; }

    public HashSet<string> Readers { get; } = new(StringComparer.Ordinal);

    public OrganisationFacts Organisation => organisation ??= new OrganisationFacts(
        services.Select(s => new ServiceFacts(ServiceId.From(Named("service", s)), null, s)),
        functions.Select(f => new FunctionHolder(ServiceId.From(Named("service", f.Service)), f.Function, Person(f.User))),
        roles.Select(r => new RoleHolder(r.Role, Person(r.User))));

    public void AddService(string name)
    {
        services.Add(name);
        names[Service(name)] = name;
        organisation = null;
    }

    public void AddUser(string name)
    {
        names[Person(name).ToString()] = name;
    }

    public void AddRole(string user, string role)
    {
        roles.Add((user, role));
        organisation = null;
    }

    public void Join(string user, string service, string function)
    {
        functions.Add((user, service, function));
        organisation = null;
    }

    public void Leave(string user, string service, string function)
    {
        functions.Remove((user, service, function));
        organisation = null;
        Settle();
    }

    public static PersonId Person(string name) => PersonId.From(Named("person", name));

    public static string Service(string name) => ServiceId.From(Named("service", name)).ToString();

    /// <summary>The short name behind an id, or the text itself.</summary>
    public string NameOf(string id) => names.GetValueOrDefault(id, id);

    /// <summary>Replaces short names by ids, according to the field.</summary>
    public JsonElement Value(FieldDefinition? field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return JsonValues.Of(value.EnumerateArray().Select(v => Value(field, v)));
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } name)
        {
            return value;
        }

        var id = field?.Kind switch
        {
            FieldKind.Service => Service(name),
            FieldKind.User => Person(name).ToString(),
            FieldKind.Contact => ContactId.From(Named("contact", name)).ToString(),
            FieldKind.Link => ItemId.From(Named("item", name)).ToString(),
            _ => null,
        };
        if (id is null)
        {
            return value;
        }

        names[id] = name;
        return JsonValues.Of(id);
    }

    /// <summary>Makes and registers the item, as the registering handler does.</summary>
    public IReadOnlyList<Failure> Create(string type, string by, Properties values, long number)
    {
        var definition = catalogue.Type(type);
        var person = Person(by);
        var state = catalogue.Workflow(type)?.Initial;
        var empty = new ItemFacts(type, state, Properties.Empty, [], person);
        if (!Relations.Holds(catalogue, definition.Create, empty, Organisation.PrincipalsOf(person)))
        {
            return [new Failure(Refusal.Forbidden, "item.create-not-allowed", null, type)];
        }

        var filled = Defaults.Apply(catalogue, definition, values, person, Today);
        var context = new FieldContext(catalogue, definition, RightsOf(by, empty), state, Today);
        var outcome = FieldRules.Validate(context, Properties.Empty, filled);
        if (!outcome.IsSuccess)
        {
            return outcome.Failures;
        }

        Item = empty with { Properties = outcome.Value };
        Registered = Today;
        Number = catalogue.RegisterOf(definition)?.NumberFormat.Format(number, Registered);
        return [];
    }

    public IReadOnlyList<Failure> Transition(string by, string transition, string? comment)
    {
        var plan = new Workflow(catalogue).Plan(Item!, transition, Person(by), Organisation, Today, comment);
        if (plan.IsSuccess)
        {
            Item = plan.Value.Apply(Item!, NewAssignment);
        }

        return plan.Failures;
    }

    public IReadOnlyList<Failure> Edit(string by, Properties values)
    {
        var definition = catalogue.Type(Item!.Type);
        var outcome = FieldRules.Validate(new FieldContext(catalogue, definition, RightsOf(by), Item.State, Today), Item.Properties, values);
        if (!outcome.IsSuccess)
        {
            return outcome.Failures;
        }

        var before = Item;
        Item = Item with { Properties = outcome.Value };
        Follow(definition, before);
        Settle();
        return [];
    }

    /// <summary>Plays a change of an assignment of a service.</summary>
    public IReadOnlyList<Failure> Assignment(string by, string service, Func<AssignmentAct, Outcome<AssignmentChange>> change)
    {
        var found = Item!.Assignments.LastOrDefault(a => string.Equals(a.Service, Service(service), StringComparison.Ordinal) && catalogue.Phase(a) != AssignmentPhase.Cancelled);
        var outcome = change(new AssignmentAct(catalogue, Item, found?.Id ?? default, Person(by), Organisation));
        if (outcome.IsSuccess)
        {
            Item = Item with { Assignments = AssignmentPlanner.Apply(Item.Assignments, [outcome.Value], NewAssignment) };
        }

        return outcome.Failures;
    }

    public Rights RightsOf(string user, ItemFacts? facts = null) => AccessRules.Compute(catalogue, facts ?? Item!).RightsOf(Organisation.PrincipalsOf(Person(user)));

    public Rights ChildRightsOf(string user, string type)
    {
        var child = new ItemFacts(type, null, Properties.Empty, [], Item!.CreatedBy);
        return AccessRules.Compute(catalogue, child, AccessRules.Compute(catalogue, Item)).RightsOf(Organisation.PrincipalsOf(Person(user)));
    }

    public string Title() => catalogue.Type(Item!.Type) is { Title: { } title } type
        ? TitleFormat.Parse(title.Id, id => type.Field(id) is not null, out _)!.Format(Item.Properties, Number) : "";

    public string Filing() => catalogue.Type(Item!.Type).Filing is { } filing ? "/" + string.Join('/', FilingPath.Parse(filing.Id, out _)!.Segments(Registered)) : "";

    private void Follow(TypeDefinition type, ItemFacts before)
    {
        var changes = Routing.Follow(catalogue, type, Item! with { Assignments = before.Assignments }, Item!.Properties);
        Item = Item with { Assignments = AssignmentPlanner.Apply(Item.Assignments, changes, NewAssignment) };
    }

    private void Settle()
    {
        if (Item is not null && new Workflow(catalogue).Settle(Item, Organisation, Today) is { } plan)
        {
            Item = plan.Apply(Item, NewAssignment);
        }
    }

    private AssignmentId NewAssignment() => AssignmentId.From(Named("assignment", (++assignments).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // Ids that depend on names only: a scenario reads the same at each run.
    private static Guid Named(string kind, string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{name}")).AsSpan(0, 16));
}
