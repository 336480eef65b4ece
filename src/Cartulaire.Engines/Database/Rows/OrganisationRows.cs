using Cartulaire.Kernel;

namespace Cartulaire.Engines.Database.Rows;

/// <summary>A service (organisational unit).</summary>
public sealed class ServiceRow
{
    public ServiceId Id { get; set; }

    public required string Name { get; set; }

    public required string Title { get; set; }

    public ServiceId? ParentId { get; set; }

    public bool Active { get; set; }
}

/// <summary>A person who may sign in.</summary>
public sealed class PersonRow
{
    public PersonId Id { get; set; }

    public required string Name { get; set; }

    public required string DisplayName { get; set; }

    public required string Email { get; set; }

    public required string Language { get; set; }

    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public int FailedCount { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public bool Active { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>A role that a person holds in the whole administration.</summary>
public sealed class PersonRoleRow
{
    public PersonId PersonId { get; set; }

    public required string Role { get; set; }
}

/// <summary>A function that a person holds in a service.</summary>
public sealed class PersonFunctionRow
{
    public PersonId PersonId { get; set; }

    public ServiceId ServiceId { get; set; }

    public required string Function { get; set; }
}

/// <summary>A bearer token; only the digest of its secret is kept.</summary>
public sealed class TokenRow
{
    public TokenId Id { get; set; }

    public PersonId PersonId { get; set; }

    public required string SecretHash { get; set; }

    public required string Label { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A signed-in session, kept on the server (security C-08).</summary>
public sealed class SessionRow
{
    public SessionId Id { get; set; }

    public PersonId PersonId { get; set; }

    public required string SecretHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}
