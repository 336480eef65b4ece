using Microsoft.AspNetCore.Components;

namespace Cartulaire.App.Ui.Fields;

/// <summary>One choice of a list.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What people read.</param>
/// <param name="Detail">A few words more.</param>
public sealed record Choice(string Value, string Label, string? Detail = null);

/// <summary>What every field has: a name, a label, perhaps help, perhaps a fault; and the links between them that screen readers follow.</summary>
public abstract class FieldBase : ComponentBase
{
    /// <summary>Name in the form, and id in the page.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Its label.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>A sentence that helps to fill it.</summary>
    [Parameter]
    public string? Help { get; set; }

    /// <summary>What is wrong with what was sent.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Whether it must have a value; said in words beside the label.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Value for the attribute <c>autocomplete</c>.</summary>
    [Parameter]
    public string? Autocomplete { get; set; }

    /// <summary>What surrounds the page.</summary>
    [CascadingParameter]
    protected Screen Screen { get; set; } = default!;

    /// <summary>Id of the element.</summary>
    protected string Id => Of(Name);

    /// <summary>Ids of help and fault, for <c>aria-describedby</c>.</summary>
    protected string? Described => (Help is null, Error is null) switch
    {
        (true, true) => null,
        (false, true) => $"{Id}-help",
        (true, false) => $"{Id}-error",
        _ => $"{Id}-error {Id}-help",
    };

    /// <summary>For <c>aria-invalid</c>.</summary>
    protected string? Invalid => Error is null ? null : "true";

    /// <summary>The id of the element of a field, to which an error summary leads.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return "f-" + name.Replace('[', '-').Replace(']', '-').Replace('.', '-');
    }
}
