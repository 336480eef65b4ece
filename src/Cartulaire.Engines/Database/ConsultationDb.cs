using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>The consultations of one administration: who saw what.</summary>
/// <param name="options">Which file.</param>
public sealed class ConsultationDb(DbContextOptions<ConsultationDb> options) : DbContext(options)
{
    /// <summary>The chain.</summary>
    public DbSet<ConsultationRow> Consultations => Set<ConsultationRow>();

    /// <summary>Where the chain stands (one row).</summary>
    public DbSet<ConsultationHeadRow> Head => Set<ConsultationHeadRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ConsultationRow>(e =>
        {
            e.HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
        });
        Conventions.Name(modelBuilder);
        modelBuilder.Entity<ConsultationHeadRow>().ToTable("consultation_head");
    }
}
