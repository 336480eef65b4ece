using System.Text;
using Cartulaire.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cartulaire.Engines.Database;

/// <summary>How every model of ours maps: snake case names, typed identifiers as UUID, instants as milliseconds UTC.</summary>
internal static class Conventions
{
    /// <summary>Registers the conversions of our own kinds.</summary>
    public static void Apply(ModelConfigurationBuilder builder)
    {
        Id<ItemId>(builder);
        Id<VersionId>(builder);
        Id<PersonId>(builder);
        Id<ServiceId>(builder);
        Id<AssignmentId>(builder);
        Id<ReceptionId>(builder);
        Id<BatchId>(builder);
        Id<UploadId>(builder);
        Id<JobId>(builder);
        Id<ContactId>(builder);
        Id<TokenId>(builder);
        Id<SessionId>(builder);
        builder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
    }

    /// <summary>Names tables and columns as the SQL scripts do.</summary>
    public static void Name(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            var type = entity.ClrType.Name;
            entity.SetTableName(Snake(type.EndsWith("Row", StringComparison.Ordinal) ? type[..^3] : type));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
            }
        }
    }

    private static void Id<T>(ModelConfigurationBuilder builder)
        where T : struct, IIdentifier<T>
        => builder.Properties<T>().HaveConversion<IdConverter<T>>();

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Make<T>(value))
        where T : struct, IIdentifier<T>;

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

    // An expression tree may not name a static abstract member, a method may.
    private static T Make<T>(Guid value)
        where T : struct, IIdentifier<T>
        => T.From(value);
}
