using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cartulaire.Kernel;

/// <summary>Identifies an item (folder or document), whatever its versions.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<ItemId>))]
public readonly record struct ItemId(Guid Value) : IIdentifier<ItemId>
{
    /// <inheritdoc/>
    public static string Prefix => "item";

    /// <summary>A new, time-ordered identifier.</summary>
    public static ItemId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ItemId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ItemId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies one version of a document.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<VersionId>))]
public readonly record struct VersionId(Guid Value) : IIdentifier<VersionId>
{
    /// <inheritdoc/>
    public static string Prefix => "ver";

    /// <summary>A new, time-ordered identifier.</summary>
    public static VersionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static VersionId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VersionId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies a person who may sign in (a user of the administration).</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IIdentifier<PersonId>
{
    /// <inheritdoc/>
    public static string Prefix => "person";

    /// <summary>A new, time-ordered identifier.</summary>
    public static PersonId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies a service (organisational unit).</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<ServiceId>))]
public readonly record struct ServiceId(Guid Value) : IIdentifier<ServiceId>
{
    /// <inheritdoc/>
    public static string Prefix => "service";

    /// <summary>A new, time-ordered identifier.</summary>
    public static ServiceId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ServiceId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ServiceId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies one assignment: a piece of work on an item.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<AssignmentId>))]
public readonly record struct AssignmentId(Guid Value) : IIdentifier<AssignmentId>
{
    /// <inheritdoc/>
    public static string Prefix => "task";

    /// <summary>A new, time-ordered identifier.</summary>
    public static AssignmentId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static AssignmentId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AssignmentId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies bytes that were received and made safe, before any registration.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<ReceptionId>))]
public readonly record struct ReceptionId(Guid Value) : IIdentifier<ReceptionId>
{
    /// <inheritdoc/>
    public static string Prefix => "rec";

    /// <summary>A new, time-ordered identifier.</summary>
    public static ReceptionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ReceptionId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ReceptionId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies receptions that arrived together, in the order of their pile.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<BatchId>))]
public readonly record struct BatchId(Guid Value) : IIdentifier<BatchId>
{
    /// <inheritdoc/>
    public static string Prefix => "batch";

    /// <summary>A new, time-ordered identifier.</summary>
    public static BatchId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static BatchId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BatchId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies an upload in pieces that is not, or has just become, a reception.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<UploadId>))]
public readonly record struct UploadId(Guid Value) : IIdentifier<UploadId>
{
    /// <inheritdoc/>
    public static string Prefix => "upload";

    /// <summary>A new, time-ordered identifier.</summary>
    public static UploadId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static UploadId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UploadId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies one piece of background work.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<JobId>))]
public readonly record struct JobId(Guid Value) : IIdentifier<JobId>
{
    /// <inheritdoc/>
    public static string Prefix => "job";

    /// <summary>A new, time-ordered identifier.</summary>
    public static JobId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static JobId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out JobId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies a contact: a person, an organisation or a position held.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<ContactId>))]
public readonly record struct ContactId(Guid Value) : IIdentifier<ContactId>
{
    /// <inheritdoc/>
    public static string Prefix => "contact";

    /// <summary>A new, time-ordered identifier.</summary>
    public static ContactId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ContactId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContactId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies a bearer token of a machine or a person.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<TokenId>))]
public readonly record struct TokenId(Guid Value) : IIdentifier<TokenId>
{
    /// <inheritdoc/>
    public static string Prefix => "token";

    /// <summary>A new, time-ordered identifier.</summary>
    public static TokenId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static TokenId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TokenId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}

/// <summary>Identifies a signed-in session.</summary>
/// <param name="Value">The bare UUIDv7.</param>
[JsonConverter(typeof(IdentifierJson<SessionId>))]
public readonly record struct SessionId(Guid Value) : IIdentifier<SessionId>
{
    /// <inheritdoc/>
    public static string Prefix => "session";

    /// <summary>A new, time-ordered identifier.</summary>
    public static SessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>Reads the text form; minimal APIs and forms bind through it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result) => Identifier.TryRead(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Identifier.Format(this);
}
