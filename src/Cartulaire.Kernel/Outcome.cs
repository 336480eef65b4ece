namespace Cartulaire.Kernel;

/// <summary>Why something expected was refused. Each door translates the kind into its own language (HTTP status, CMIS exception, exit code).</summary>
public enum Refusal
{
    /// <summary>The request is malformed or breaks a rule of its shape (HTTP 400).</summary>
    Invalid,

    /// <summary>Nobody is signed in (HTTP 401).</summary>
    Unauthenticated,

    /// <summary>The person may know that the thing exists, not do this with it (HTTP 403).</summary>
    Forbidden,

    /// <summary>Unknown, or not to be known by this person: the two look alike (HTTP 404).</summary>
    NotFound,

    /// <summary>The state of things does not allow it (HTTP 409).</summary>
    Conflict,

    /// <summary>Somebody changed it since it was read (HTTP 412).</summary>
    Stale,

    /// <summary>More bytes, entries or items than allowed (HTTP 413).</summary>
    TooLarge,

    /// <summary>The bytes are not of a kind that is understood here (HTTP 415).</summary>
    UnsupportedMedia,

    /// <summary>What arrived is not what was sent: its digest differs (HTTP 460, the word of resumable uploads for it).</summary>
    Damaged,

    /// <summary>A stamp is required and was not given (HTTP 428).</summary>
    StampRequired,

    /// <summary>Too many attempts (HTTP 429).</summary>
    TooMany,

    /// <summary>A part of the system is not available now; the same request may succeed later (HTTP 503).</summary>
    Unavailable,

    /// <summary>The disk is below its reserve (HTTP 507).</summary>
    StorageFull,
}

/// <summary>One expected refusal.</summary>
/// <param name="Kind">The family, which decides how doors answer.</param>
/// <param name="Code">Stable, documented identity such as <c>item.unknown</c>; the sentence is looked up from it in the user's language.</param>
/// <param name="Field">Id of the faulty field, when one is at fault.</param>
/// <param name="Args">Values that the sentence quotes, in order.</param>
public sealed record Failure(Refusal Kind, string Code, string? Field = null, params IReadOnlyList<object?> Args)
{
    /// <inheritdoc/>
    public override string ToString() => Field is null ? $"{Code}({string.Join(", ", Args)})" : $"{Code}[{Field}]({string.Join(", ", Args)})";
}

/// <summary>Either a value or the failures that explain why there is none. Faults of the program are exceptions, never outcomes.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? value;
    private readonly IReadOnlyList<Failure>? failures;

    private Outcome(T? value, IReadOnlyList<Failure>? failures)
    {
        this.value = value;
        this.failures = failures;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess => failures is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => failures is null ? value! : throw new InvalidOperationException($"Refused: {string.Join("; ", failures)}");

    /// <summary>The failures; empty on success.</summary>
    public IReadOnlyList<Failure> Failures => failures ?? [];

    /// <summary>The first failure.</summary>
    /// <exception cref="InvalidOperationException">It succeeded.</exception>
    public Failure Failure => failures is { Count: > 0 } ? failures[0] : throw new InvalidOperationException("Nothing was refused.");

    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Outcome<T>(Failure failure) => new(default, [failure]);

    /// <summary>Wraps several refusals.</summary>
    public static implicit operator Outcome<T>(Failure[] failures) => new(default, failures);

    /// <summary>Refuses with at least one failure.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Outcome<T> Refused(IReadOnlyList<Failure> failures)
        => failures is { Count: > 0 } ? new(default, failures) : throw new ArgumentException("A refusal has at least one failure.", nameof(failures));

    /// <summary>Transforms the value, keeps the failures.</summary>
    public Outcome<TOther> Map<TOther>(Func<T, TOther> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return failures is null ? map(value!) : Outcome<TOther>.Refused(failures);
    }
}

/// <summary>The value of an outcome that has nothing to say.</summary>
public readonly record struct Done;
