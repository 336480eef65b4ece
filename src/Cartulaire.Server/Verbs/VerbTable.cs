using System.Collections.Frozen;

namespace Cartulaire.Server.Verbs;

/// <summary>Every verb that works on a data folder, by the name that travels over the owner's socket.</summary>
internal static class VerbTable
{
    /// <summary>The work of each verb.</summary>
    public static readonly FrozenDictionary<string, VerbWork> Works = new Dictionary<string, VerbWork>(StringComparer.Ordinal)
    {
        ["administration-create"] = AdministrationVerbs.CreateAsync,
        ["administration-list"] = AdministrationVerbs.ListAsync,
        ["service-add"] = OrganisationVerbs.AddServiceAsync,
        ["user-add"] = OrganisationVerbs.AddUserAsync,
        ["token-create"] = OrganisationVerbs.CreateTokenAsync,
        ["pack-install"] = PackVerbs.InstallAsync,
        ["pack-upgrade"] = PackVerbs.UpgradeAsync,
        ["pack-rollback"] = PackVerbs.RollBackAsync,
        ["pack-remove"] = PackVerbs.RemoveAsync,
        ["pack-list"] = PackVerbs.ListAsync,
        ["store"] = ImportVerb.StoreAsync,
        ["receive"] = ImportVerb.ReceiveAsync,
        ["demo"] = DemoVerb.MakeAsync,
        ["search"] = SearchVerbs.SearchAsync,
        ["reindex"] = SearchVerbs.ReindexAsync,
        ["verify"] = VerifyVerb.VerifyAsync,
        ["jobs-list"] = JobVerbs.ListAsync,
        ["jobs-retry"] = JobVerbs.RetryAsync,
        ["erase"] = EraseVerb.EraseAsync,
        ["backup"] = BackupVerbs.BackupAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
