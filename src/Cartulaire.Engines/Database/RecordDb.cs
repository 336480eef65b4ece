using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>The record of one administration. Written only inside an <see cref="Act"/>; read through <see cref="Storage.AdministrationStore.Read"/>.</summary>
/// <param name="options">Which file, through which connection.</param>
public sealed class RecordDb(DbContextOptions<RecordDb> options) : DbContext(options)
{
    /// <summary>Services.</summary>
    public DbSet<ServiceRow> Services => Set<ServiceRow>();

    /// <summary>People who may sign in.</summary>
    public DbSet<PersonRow> Persons => Set<PersonRow>();

    /// <summary>Roles held.</summary>
    public DbSet<PersonRoleRow> PersonRoles => Set<PersonRoleRow>();

    /// <summary>Functions held in services.</summary>
    public DbSet<PersonFunctionRow> PersonFunctions => Set<PersonFunctionRow>();

    /// <summary>Bearer tokens.</summary>
    public DbSet<TokenRow> Tokens => Set<TokenRow>();

    /// <summary>Signed-in sessions.</summary>
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    /// <summary>Everything filed.</summary>
    public DbSet<ItemRow> Items => Set<ItemRow>();

    /// <summary>Versions of documents.</summary>
    public DbSet<VersionRow> Versions => Set<VersionRow>();

    /// <summary>Bytes known to the record.</summary>
    public DbSet<BlobRow> Blobs => Set<BlobRow>();

    /// <summary>What was derived from blobs.</summary>
    public DbSet<RenditionRow> Renditions => Set<RenditionRow>();

    /// <summary>Unique look-up keys.</summary>
    public DbSet<ItemKeyRow> ItemKeys => Set<ItemKeyRow>();

    /// <summary>Links between items.</summary>
    public DbSet<RelationRow> Relations => Set<RelationRow>();

    /// <summary>What other systems call items.</summary>
    public DbSet<ExternalReferenceRow> ExternalReferences => Set<ExternalReferenceRow>();

    /// <summary>Distinct lists of grants.</summary>
    public DbSet<AccessSetRow> AccessSets => Set<AccessSetRow>();

    /// <summary>Grants of the sets.</summary>
    public DbSet<AccessGrantRow> AccessGrants => Set<AccessGrantRow>();

    /// <summary>Work on items.</summary>
    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    /// <summary>Who opened what.</summary>
    public DbSet<ReadMarkRow> ReadMarks => Set<ReadMarkRow>();

    /// <summary>Searches that people keep.</summary>
    public DbSet<SavedSearchRow> SavedSearches => Set<SavedSearchRow>();

    /// <summary>Background work.</summary>
    public DbSet<JobRow> Jobs => Set<JobRow>();

    /// <summary>Last numbers given.</summary>
    public DbSet<RegisterCounterRow> RegisterCounters => Set<RegisterCounterRow>();

    /// <summary>Lines of the registers.</summary>
    public DbSet<RegisterEntryRow> RegisterEntries => Set<RegisterEntryRow>();

    /// <summary>What was received.</summary>
    public DbSet<ReceptionRow> Receptions => Set<ReceptionRow>();

    /// <summary>Uploads in pieces.</summary>
    public DbSet<UploadRow> Uploads => Set<UploadRow>();

    /// <summary>Answers already given.</summary>
    public DbSet<IdempotencyRow> Idempotency => Set<IdempotencyRow>();

    /// <summary>Contacts.</summary>
    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    /// <summary>Words of contacts.</summary>
    public DbSet<ContactWordRow> ContactWords => Set<ContactWordRow>();

    /// <summary>Installed packs.</summary>
    public DbSet<PackRow> Packs => Set<PackRow>();

    /// <summary>The journal.</summary>
    public DbSet<JournalRow> Journal => Set<JournalRow>();

    /// <summary>The words behind journal entries.</summary>
    public DbSet<JournalDetailRow> JournalDetails => Set<JournalDetailRow>();

    /// <summary>Where the journal stands (one row).</summary>
    public DbSet<JournalHeadRow> JournalHead => Set<JournalHeadRow>();

    /// <summary>Counters of the record.</summary>
    public DbSet<CounterRow> Counters => Set<CounterRow>();

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RowChecksums.Write(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RowChecksums.Write(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRoleRow>().HasKey(r => new { r.PersonId, r.Role });
        modelBuilder.Entity<PersonFunctionRow>().HasKey(r => new { r.PersonId, r.ServiceId, r.Function });
        modelBuilder.Entity<BlobRow>().HasKey(r => r.Address);
        modelBuilder.Entity<RenditionRow>().HasKey(r => new { r.Blob, r.Kind });
        modelBuilder.Entity<ItemKeyRow>().HasKey(r => new { r.Register, r.Key });
        modelBuilder.Entity<RelationRow>().HasKey(r => new { r.SourceId, r.Kind, r.TargetId });
        modelBuilder.Entity<ExternalReferenceRow>().HasKey(r => new { r.System, r.Value });
        modelBuilder.Entity<AccessSetRow>(e =>
        {
            e.HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<AccessGrantRow>().HasKey(r => new { r.Principal, r.SetNumber });
        modelBuilder.Entity<ReadMarkRow>().HasKey(r => new { r.PersonId, r.ItemId });
        modelBuilder.Entity<RegisterCounterRow>().HasKey(r => new { r.Register, r.Period });
        modelBuilder.Entity<RegisterEntryRow>().HasKey(r => new { r.Register, r.Period, r.Number });
        modelBuilder.Entity<IdempotencyRow>().HasKey(r => new { r.Actor, r.Key });
        modelBuilder.Entity<ContactWordRow>().HasKey(r => new { r.Word, r.Zone, r.ContactId });
        modelBuilder.Entity<PackRow>(e =>
        {
            e.HasKey(r => r.Revision);
            e.Property(r => r.Revision).ValueGeneratedNever();
        });
        modelBuilder.Entity<JournalRow>(e =>
        {
            e.HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<JournalDetailRow>(e =>
        {
            e.HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<CounterRow>().HasKey(r => r.Name);
        RecordRelations.Apply(modelBuilder);
        RowChecksums.Apply(modelBuilder);
        Conventions.Name(modelBuilder);
    }
}
