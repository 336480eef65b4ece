using System.Collections;
using System.Reflection;
using Cartulaire.EInvoicing.Model;

namespace Cartulaire.Tests.EInvoicing.Model;

/// <summary>Walks the records of the model, whatever their members: a term that is added is tested without being named here.</summary>
internal static class Shape
{
    /// <summary>Every type of the model with terms.</summary>
    public static IEnumerable<Type> Types => typeof(Invoice).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(Invoice).Namespace && t.GetConstructor([]) is not null && t != typeof(Extension));

    /// <summary>The members of a record that can be set: terms and groups.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.Name is not (nameof(Invoice.Extensions) or nameof(AttachedDocument.Content)));

    /// <summary>What a list holds; null when it is no list.</summary>
    public static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>A list of values of a type.</summary>
    public static object List(Type element, IEnumerable<object> values)
    {
        var array = Array.CreateInstance(element, values.Count());
        values.Select((v, i) => (v, i)).ToList().ForEach(p => array.SetValue(p.v, p.i));
        return typeof(Shape).GetMethod(nameof(Listed), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [array])!;
    }

    /// <summary>A copy of a record with other values.</summary>
    public static object With(object record, Func<PropertyInfo, object?, object?> change)
    {
        var copy = Activator.CreateInstance(record.GetType())!;
        foreach (var member in Members(record.GetType()))
        {
            member.SetValue(copy, change(member, member.GetValue(record)));
        }

        if (record is AttachedDocument { Content: { } content })
        {
            typeof(AttachedDocument).GetProperty(nameof(AttachedDocument.Content))!.SetValue(copy, content);
        }

        return copy;
    }

    /// <summary>The same with every text changed.</summary>
    public static T Texts<T>(T value, Func<string, string?> change) => (T)Deep(value, change)!;

    /// <summary>Every value that stands in a record, however deep.</summary>
    public static IEnumerable<object> Values(object? value) => value switch
    {
        null => [],
        Identifier id => new object?[] { id.Value, id.Scheme, id.SchemeVersion }.OfType<object>(),
        string or decimal or DateOnly => [value],
        IEnumerable list => list.Cast<object>().SelectMany(Values),
        _ => Members(value.GetType()).SelectMany(m => Values(m.GetValue(value))),
    };

    private static ValueList<T> Listed<T>(T[] values) => ValueList.Create<T>(values);

    private static object? Deep(object? value, Func<string, string?> change) => value switch
    {
        null or decimal or DateOnly => value,
        string text => change(text),
        Identifier id => new Identifier(change(id.Value)!, id.Scheme is { } s ? change(s) : null, id.SchemeVersion is { } v ? change(v) : null),
        _ when ElementOf(value.GetType()) is { } element => List(element, ((IEnumerable)value).Cast<object>().Select(v => Deep(v, change)!)),
        _ => With(value, (_, old) => Deep(old, change)),
    };
}
