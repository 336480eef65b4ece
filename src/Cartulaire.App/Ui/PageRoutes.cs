using Cartulaire.App.Administration;
using Cartulaire.App.Capture.Desk;
using Cartulaire.App.Capture.Uploads;
using Cartulaire.App.Desk;
using Cartulaire.App.Http;
using Cartulaire.App.Organisation.Screens;
using Cartulaire.App.Serving;
using Cartulaire.App.SignIn;
using Cartulaire.App.Ui.Assets;
using Cartulaire.App.Ui.Frame;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Ui;

/// <summary>The door for people, put together by an explicit list.</summary>
public static class PageRoutes
{
    /// <summary>Registers what pages need.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services, DataFolder data)
    {
        ArgumentNullException.ThrowIfNull(data);
        services.AddRazorComponents();
        services.AddDataProtection().SetApplicationName("cartulaire").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));
        services.AddResponseCompression(o =>
        {
            // Pages only. Nothing secret repeats in them: form tokens change with every page, and the cookie never comes along from another site.
            o.EnableForHttps = true;
            o.MimeTypes = ["text/html"];
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.AddSingleton<IDashboardCounts, IndexCounts>();
        services.AddSingleton<IContactPicker, ContactsFound>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<PasswordSignIn.Handler>();
        return services;
    }

    /// <summary>Adds what every answer needs, before routing. A proxy on the machine itself says who really asks, and over what.</summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app, CartulaireOptions options)
        => app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto })
            .UseSecurityHeaders()
            .UseContentOrigin(options)
            .UseResponseCompression()
            .UseStatusCodePages(told => Faults.AnswerStatusAsync(told.HttpContext));

    /// <summary>Maps all pages.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        AssetStore.Map(routes);
        ContentOrigin.Map(routes);
        routes.MapGet("/", RootAsync).WithMetadata(PageEndpoint.Mark).ExcludeFromDescription();
        var pages = routes.MapGroup("/{administration}").WithMetadata(PageEndpoint.Mark).AddEndpointFilter(FormGuard.CheckAsync).ExcludeFromDescription();
        SignInRoutes.Map(pages);
        DeskRoutes.Map(pages);
        DropScreens.Map(pages);
        LetterScreens.Map(pages);
        OrganisationScreens.Map(pages);
    }

    private static async Task<IResult> RootAsync(HttpContext context, Administrations administrations, string? name, CancellationToken ct)
    {
        var names = await administrations.NamesAsync(ct).ConfigureAwait(false);
        var wanted = name?.Trim().ToLowerInvariant() ?? (names.Count == 1 ? names[0] : null);
        return wanted is not null && names.Contains(wanted, StringComparer.Ordinal)
            ? Results.LocalRedirect($"/{wanted}")
            : await Pages.ShowAsync<RootPage>(context, new RootPage.Question(name, name is null ? null : new Failure(Refusal.NotFound, "administration.unknown", "name", name))).ConfigureAwait(false);
    }
}
