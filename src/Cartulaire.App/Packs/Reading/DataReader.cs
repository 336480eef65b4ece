using System.Globalization;
using System.Text.Json;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Deadlines;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Registers;

namespace Cartulaire.App.Packs.Reading;

/// <summary>Reads lists, registers, parameters, calendars, dashboards, views, roles and conversions.</summary>
internal static class DataReader
{
    public static CodeList List(MapReader map)
    {
        var list = new CodeList
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Codes = [.. map.Maps("codes").Select(ReadCode)],
        };
        map.Done();
        return list;
    }

    private static Code ReadCode(MapReader map)
    {
        var attributes = map.Free("attributes").ToDictionary(m => m.Key.Text!, m => map.Json(m.Value), StringComparer.Ordinal);
        var code = new Code(map.Text("id"), map.At, map.Labels(), map.Date("from"), map.Date("to"), attributes);
        map.Done();
        return code;
    }

    public static RegisterDefinition Register(MapReader map)
    {
        var register = new RegisterDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Format = map.Ref("format"),
            Reset = map.Word("reset", ResetPolicy.Never),
        };
        map.Done();
        return register;
    }

    public static ParameterDefinition Parameter(MapReader map)
    {
        var parameter = new ParameterDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Unit = map.Word("unit", ParameterUnit.Days),
            Calendar = map.RefOrNull("calendar"),
            EndsOnWorkingDay = map.Flag("ends-on-working-day"),
            Values = [.. map.Maps("values").Select(Dated)],
        };
        map.Done();
        return parameter;
    }

    private static DatedValue Dated(MapReader map)
    {
        var value = new DatedValue(map.Has("from") ? map.Date("from") ?? default : Missing<DateOnly>(map, "from"), map.Has("value") ? map.Integer("value") ?? 0 : Missing<int>(map, "value"), map.TextOrNull("source"));
        map.Done();
        return value;
    }

    private static T Missing<T>(MapReader map, string key)
    {
        map.Faults.Add(new Fault(FaultCodes.KeyMissing, map.At, key));
        return default!;
    }

    public static CalendarDefinition Calendar(MapReader map)
    {
        var calendar = new CalendarDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Holidays = [.. map.Maps("holidays").Select(ReadHoliday).OfType<Holiday>()],
        };
        map.Done();
        return calendar;
    }

    private static Holiday? ReadHoliday(MapReader map)
    {
        map.TextOrNull("name");
        var (since, until) = (map.Date("since"), map.Date("until"));
        Holiday? holiday = null;
        if (map.Has("from-easter"))
        {
            holiday = new Holiday(null, null, map.Integer("from-easter") ?? 0, since, until);
        }
        else if (DateOnly.TryParseExact("2024-" + map.Text("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            holiday = new Holiday(day.Month, day.Day, null, since, until);
        }
        else if (map.Has("day"))
        {
            map.Faults.Add(new Fault(FaultCodes.ValueShape, map.Take("day")!.At, "day", map.Take("day")!.Shown));
        }

        map.Done();
        return holiday;
    }

    public static RoleDefinition Role(MapReader map)
    {
        var role = new RoleDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Administers = map.Flag("administers"),
        };
        map.Done();
        return role;
    }

    public static ListDefinition View(MapReader map)
    {
        var view = new ListDefinition
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Type = map.Ref("type"),
            Columns = map.Refs("columns"),
        };
        map.Done();
        return view;
    }

    public static Dashboard Dashboard(MapReader map)
    {
        var dashboard = new Dashboard
        {
            Id = map.Text("id"),
            At = map.At,
            Version = map.Integer("version") ?? 1,
            Base = map.Integer("base"),
            Fingerprint = map.Fingerprint,
            Labels = map.Labels(),
            Query = map.Ref("query"),
            Assignment = map.Map("assignment") is { } filter ? Filter(filter) : null,
            Levels = map.RefOrNull("levels"),
            Unread = map.Flag("unread"),
            Roles = map.Refs("roles"),
            Sort = map.TextOrNull("sort"),
            List = map.RefOrNull("view"),
        };
        map.Done();
        return dashboard;
    }

    private static AssignmentFilter Filter(MapReader map)
    {
        var filter = new AssignmentFilter(map.Ref("kind"), map.Word("phase", AssignmentPhase.Open), map.Word("whose", Whose.Anybody), map.Flag("late"));
        map.Done();
        return filter;
    }

    public static Conversion Conversion(MapReader map)
    {
        var conversion = new Conversion(map.At, map.Has("from") ? map.Integer("from") ?? 0 : Missing<int>(map, "from"), [.. map.Maps("steps").Select(Step).OfType<ConversionStep>()]);
        map.Done();
        return conversion;
    }

    private static ConversionStep? Step(MapReader map)
    {
        var type = map.Ref("type");
        ConversionStep? step = null;
        if (map.Map("rename") is { } rename)
        {
            step = new RenameStep(map.At, type, rename.Text("from"), rename.Ref("to"));
            rename.Done();
        }
        else if (map.Map("map-values") is { } values)
        {
            step = new MapValuesStep(map.At, type, values.Ref("field"), values.Texts("map"));
            values.Done();
        }
        else if (map.Take("map-states") is not null)
        {
            step = new MapStatesStep(map.At, type, map.Texts("map-states"));
        }
        else if (map.Map("default") is { } @default)
        {
            var value = @default.Take("value");
            step = new DefaultStep(map.At, type, @default.Ref("field"), value is null ? Missing<JsonElement>(@default, "value") : @default.Json(value));
            @default.Done();
        }
        else
        {
            Missing<int>(map, "rename | map-values | map-states | default");
        }

        map.Done();
        return step;
    }
}
