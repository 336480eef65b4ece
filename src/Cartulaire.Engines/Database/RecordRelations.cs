using Cartulaire.Engines.Database.Rows;
using Microsoft.EntityFrameworkCore;

namespace Cartulaire.Engines.Database;

/// <summary>The foreign keys of the record, so that rows are written in an order that the database accepts. No navigation: reads are projections.</summary>
internal static class RecordRelations
{
    /// <summary>Declares them as the SQL script does.</summary>
    public static void Apply(ModelBuilder model)
    {
        Link<ServiceRow, ServiceRow>(model, nameof(ServiceRow.ParentId));
        Link<PersonRoleRow, PersonRow>(model, nameof(PersonRoleRow.PersonId));
        Link<PersonFunctionRow, PersonRow>(model, nameof(PersonFunctionRow.PersonId));
        Link<PersonFunctionRow, ServiceRow>(model, nameof(PersonFunctionRow.ServiceId));
        Link<TokenRow, PersonRow>(model, nameof(TokenRow.PersonId));
        Link<SessionRow, PersonRow>(model, nameof(SessionRow.PersonId));
        Link<AccessGrantRow, AccessSetRow>(model, nameof(AccessGrantRow.SetNumber));
        Link<ItemRow, AccessSetRow>(model, nameof(ItemRow.AccessSet));
        Link<ItemRow, ItemRow>(model, nameof(ItemRow.ParentId));
        Link<ItemKeyRow, ItemRow>(model, nameof(ItemKeyRow.ItemId));
        Link<RelationRow, ItemRow>(model, nameof(RelationRow.SourceId));
        Link<RelationRow, ItemRow>(model, nameof(RelationRow.TargetId));
        Link<ExternalReferenceRow, ItemRow>(model, nameof(ExternalReferenceRow.ItemId));
        Link<VersionRow, ItemRow>(model, nameof(VersionRow.ItemId));
        Link<VersionRow, BlobRow>(model, nameof(VersionRow.Blob));
        Link<RenditionRow, BlobRow>(model, nameof(RenditionRow.Blob));
        Link<AssignmentRow, ItemRow>(model, nameof(AssignmentRow.ItemId));
        Link<AssignmentRow, ServiceRow>(model, nameof(AssignmentRow.ServiceId));
        Link<AssignmentRow, PersonRow>(model, nameof(AssignmentRow.PersonId));
        Link<ReadMarkRow, PersonRow>(model, nameof(ReadMarkRow.PersonId));
        Link<ReadMarkRow, ItemRow>(model, nameof(ReadMarkRow.ItemId));
        Link<SavedSearchRow, PersonRow>(model, nameof(SavedSearchRow.PersonId));
        Link<RegisterEntryRow, ItemRow>(model, nameof(RegisterEntryRow.ItemId));
        Link<ReceptionRow, BlobRow>(model, nameof(ReceptionRow.Blob));
        Link<ReceptionRow, ItemRow>(model, nameof(ReceptionRow.ItemId));
        Link<UploadRow, PersonRow>(model, nameof(UploadRow.PersonId));
        Link<UploadRow, ReceptionRow>(model, nameof(UploadRow.ReceptionId));
        Link<JobRow, ItemRow>(model, nameof(JobRow.ItemId));
        Link<ContactRow, ContactRow>(model, nameof(ContactRow.PersonId));
        Link<ContactRow, ContactRow>(model, nameof(ContactRow.OrganisationId));
        Link<ContactWordRow, ContactRow>(model, nameof(ContactWordRow.ContactId));
        Link<JournalDetailRow, JournalRow>(model, nameof(JournalDetailRow.Number));
    }

    private static void Link<TFrom, TTo>(ModelBuilder model, string column)
        where TFrom : class
        where TTo : class
    {
        if (string.Equals(model.Entity<TFrom>().Metadata.FindPrimaryKey()?.Properties[0].Name, column, StringComparison.Ordinal)
            && model.Entity<TFrom>().Metadata.FindPrimaryKey()!.Properties.Count == 1)
        {
            model.Entity<TFrom>().HasOne<TTo>().WithOne().HasForeignKey<TFrom>(column).OnDelete(DeleteBehavior.NoAction);
            return;
        }

        model.Entity<TFrom>().HasOne<TTo>().WithMany().HasForeignKey(column).OnDelete(DeleteBehavior.NoAction);
    }
}
