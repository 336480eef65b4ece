namespace Cartulaire.Kernel.Types;

/// <summary>What becomes of values when people say that an item is of another type.</summary>
public static class Retyping
{
    /// <summary>
    /// The values that mean the same in both types: a field takes the value of the field of the same id, else of the field that the other type binds to the same slot of a capability
    /// (the sender is the sender, whatever its field is called), where kind, code list and options agree.
    /// </summary>
    /// <returns>The values for the new type; what has no place there is left out.</returns>
    public static Properties Carry(TypeDefinition from, TypeDefinition to, Properties values)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(values);
        var carried = Properties.Empty;
        foreach (var field in to.Fields)
        {
            if (Source(from, to, field) is { } source && values.Has(source.Id))
            {
                carried = carried.With(field.Id, values.Get(source.Id)!.Value);
            }
        }

        return carried;
    }

    private static FieldDefinition? Source(TypeDefinition from, TypeDefinition to, FieldDefinition field)
        => from.Field(field.Id) is { } same && Agree(same, field) ? same
            : to.Capabilities.SelectMany(c => c.Slots.Where(s => s.Value.Id == field.Id).Select(s => from.Slot(c.Name, s.Key)))
                .Select(id => id is null ? null : from.Field(id)).FirstOrDefault(f => f is not null && Agree(f, field));

    private static bool Agree(FieldDefinition from, FieldDefinition to)
        => from.Kind == to.Kind && from.Repeatable == to.Repeatable && from.List?.Id == to.List?.Id
            && from.Options.Select(o => o.Id).All(id => to.Options.Any(o => o.Id == id));
}
