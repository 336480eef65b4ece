using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>What can be made again from the blobs of one administration.</summary>
/// <param name="options">Which file.</param>
public sealed class DerivedDb(DbContextOptions<DerivedDb> options) : DbContext(options)
{
    /// <summary>Text of pages.</summary>
    public DbSet<PageTextRow> PageTexts => Set<PageTextRow>();

    /// <summary>What proposals learn from.</summary>
    public DbSet<LearntLetterRow> LearntLetters => Set<LearntLetterRow>();

    /// <summary>How far learning has come.</summary>
    public DbSet<LearningProgressRow> LearningProgress => Set<LearningProgressRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PageTextRow>().HasKey(r => new { r.Blob, r.Page });
        modelBuilder.Entity<LearntLetterRow>().HasKey(r => r.Source);
        Conventions.Name(modelBuilder);
    }
}
