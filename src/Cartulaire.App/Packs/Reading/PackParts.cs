using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Deadlines;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Registers;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Gathers the parts of a pack: the place of a file says what it holds.</summary>
internal sealed class PackParts
{
    private readonly List<TypeDefinition> types = [];
    private readonly List<WorkflowDefinition> workflows = [];
    private readonly List<AssignmentKind> kinds = [];
    private readonly List<CodeList> lists = [];
    private readonly List<RegisterDefinition> registers = [];
    private readonly List<ParameterDefinition> parameters = [];
    private readonly List<CalendarDefinition> calendars = [];
    private readonly List<Dashboard> dashboards = [];
    private readonly List<ListDefinition> views = [];
    private readonly List<RoleDefinition> roles = [];
    private readonly List<RoleDefinition> functions = [];
    private readonly List<Conversion> conversions = [];

    /// <summary>Reads one file; false when no rule reads it.</summary>
    public bool Take(string file, MapReader map)
    {
        switch (file.Split('/'))
        {
            case ["types", _]:
                types.Add(TypeReader.Read(map));
                return true;
            case ["workflows", _]:
                workflows.Add(WorkflowReader.Read(map));
                return true;
            case ["assignments", _]:
                kinds.Add(WorkflowReader.Kind(map));
                return true;
            case ["lists", _]:
                lists.Add(DataReader.List(map));
                return true;
            case [var name]:
                return Collect(name, map);
            default:
                return false;
        }
    }

    /// <summary>The pack with all its parts.</summary>
    public Pack Into(Pack pack) => pack with
    {
        Types = types,
        Workflows = workflows,
        AssignmentKinds = kinds,
        CodeLists = lists,
        Registers = registers,
        Parameters = parameters,
        Calendars = calendars,
        Dashboards = dashboards,
        Lists = views,
        Roles = roles,
        Functions = functions,
        Conversions = conversions,
    };

    private bool Collect(string name, MapReader map)
    {
        switch (name)
        {
            case "registers.yaml":
                registers.AddRange(map.Maps("registers").Select(DataReader.Register));
                break;
            case "parameters.yaml":
                parameters.AddRange(map.Maps("parameters").Select(DataReader.Parameter));
                break;
            case "calendars.yaml":
                calendars.AddRange(map.Maps("calendars").Select(DataReader.Calendar));
                break;
            case "dashboards.yaml":
                dashboards.AddRange(map.Maps("dashboards").Select(DataReader.Dashboard));
                break;
            case "views.yaml":
                views.AddRange(map.Maps("views").Select(DataReader.View));
                break;
            case "roles.yaml":
                roles.AddRange(map.Maps("roles").Select(DataReader.Role));
                functions.AddRange(map.Maps("functions").Select(DataReader.Role));
                break;
            case "conversions.yaml":
                conversions.AddRange(map.Maps("conversions").Select(DataReader.Conversion));
                break;
            default:
                return false;
        }

        map.Done();
        return true;
    }
}
