using Cartulaire.App.Administration;
using Cartulaire.App.Assignments;
using Cartulaire.App.Backup;
using Cartulaire.App.Capture;
using Cartulaire.App.Capture.Desk;
using Cartulaire.App.Capture.Printing;
using Cartulaire.App.Capture.Proposals;
using Cartulaire.App.Capture.Sheets;
using Cartulaire.App.Capture.Uploads;
using Cartulaire.App.Contacts;
using Cartulaire.App.Demonstration;
using Cartulaire.App.Erasure;
using Cartulaire.App.Http.Description;
using Cartulaire.App.Items;
using Cartulaire.App.Jobs;
using Cartulaire.App.Journal;
using Cartulaire.App.Organisation;
using Cartulaire.App.Reading;
using Cartulaire.App.Registers;
using Cartulaire.App.Search;
using Cartulaire.App.Serving;
using Cartulaire.App.Verification;
using Cartulaire.App.Workflows;
using Cartulaire.Engines.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App;

/// <summary>The product, put together by an explicit list: nothing is found by scanning.</summary>
public static class CartulaireServices
{
    /// <summary>Registers what verbs and web share.</summary>
    public static IServiceCollection AddCartulaire(this IServiceCollection services, DataFolder data, CartulaireOptions options)
    {
        services.AddSingleton(data);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Administrations>();
        services.AddSingleton<CreateAdministration.Handler>();
        services.AddSingleton<VerifyHost>();
        services.AddSingleton<MakeDemonstration>();
        services.AddSingleton<BackupHost.Handler>();
        services.AddJobs();
        services.AddJob<CompactStore>();
        services.AddSingleton<ErasePerson.Handler>();
        services.AddReading();
        services.AddSingleton<ContentAddresses>();
        services.AddSingleton<SheetWorkshop>();
        services.AddSingleton<IPersonalDataPlace, LearntPlace>();
        return services;
    }

    /// <summary>Maps the REST door.</summary>
    public static void MapCartulaire(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/{administration}/api/v1");
        ApiDescription.Map(api);
        CaptureRoutes.Map(api);
        ReceptionRoutes.Map(api);
        UploadRoutes.Map(api);
        ItemRoutes.Map(api);
        DocumentRoutes.Map(api);
        TransitionRoutes.Map(api);
        ServiceRoutes.Map(api);
        AssignmentRoutes.Map(api);
        RegisterRoutes.Map(api);
        JournalRoutes.Map(api);
        ProposalRoutes.Map(api);
        JobRoutes.Map(api);
        ErasureRoutes.Map(api);
        ReadingRoutes.Map(api);
        PrintRoutes.Map(api);
        SheetRoutes.Map(api);
        LetterRoutes.Map(api);
        ContactRoutes.Map(api);
        SearchRoutes.Map(api);
    }
}
