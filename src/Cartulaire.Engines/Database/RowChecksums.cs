using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Cartulaire.Engines.Database;

/// <summary>A checksum beside the rows that say what an item is, written with them: a bit that rots in a page of the database is found, and the item named (security F-09).</summary>
/// <remarks>The journal and the consultations are chained; blobs are named by their digest; these rows had nothing. It is no proof against people: the journal is.</remarks>
internal static class RowChecksums
{
    private const string Column = "Checksum";

    private static readonly Type[] Rows = [typeof(ItemRow), typeof(VersionRow), typeof(RegisterEntryRow), typeof(ReceptionRow), typeof(AssignmentRow)];

    /// <summary>Gives the rows their column.</summary>
    public static void Apply(ModelBuilder model)
    {
        foreach (var row in Rows)
        {
            model.Entity(row).Property<long>(Column);
        }
    }

    /// <summary>Computes it for whatever is about to be written.</summary>
    public static void Write(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified && Rows.Contains(e.Metadata.ClrType)))
        {
            entry.Property(Column).CurrentValue = Of(entry.Metadata, entry.Entity);
        }
    }

    /// <summary>The rows of a table whose checksum differs from their content.</summary>
    public static async IAsyncEnumerable<TRow> BrokenAsync<TRow>(RecordDb db)
        where TRow : class
    {
        var type = db.Model.FindEntityType(typeof(TRow))!;
        await foreach (var found in db.Set<TRow>().Select(r => new { Row = r, Sum = EF.Property<long>(r, Column) }).AsAsyncEnumerable().ConfigureAwait(false))
        {
            if (found.Sum != Of(type, found.Row))
            {
                yield return found.Row;
            }
        }
    }

    // What holds nothing does not count, so that a column added later changes no old checksum.
    private static long Of(IEntityType type, object row)
    {
        var text = new StringBuilder();
        foreach (var property in type.GetProperties().Where(p => !p.IsShadowProperty()))
        {
            var value = property.GetGetter().GetClrValueUsingContainingEntity(row) switch
            {
                null or false or 0 or 0L => null,
                DateTimeOffset at => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                var other => Convert.ToString(other, CultureInfo.InvariantCulture),
            };
            if (value is not null)
            {
                text.Append(property.Name).Append('\u001f').Append(value).Append('\u001e');
            }
        }

        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
