using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>What the host knows: its administrations, its settings, what is due next. No document, no person.</summary>
/// <param name="options">Which file.</param>
public sealed class HostDb(DbContextOptions<HostDb> options) : DbContext(options)
{
    /// <summary>Administrations served.</summary>
    public DbSet<AdministrationRow> Administrations => Set<AdministrationRow>();

    /// <summary>When each administration's next job may run.</summary>
    public DbSet<DueRow> Due => Set<DueRow>();

    /// <summary>Settings.</summary>
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AdministrationRow>().HasKey(r => r.Name);
        modelBuilder.Entity<DueRow>().HasKey(r => r.Administration);
        modelBuilder.Entity<SettingRow>().HasKey(r => r.Key);
        Conventions.Name(modelBuilder);
    }
}
