using Cartulaire.App.Http;
using Cartulaire.App.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cartulaire.App.Desk;

/// <summary>The pages of daily work.</summary>
internal static class DeskRoutes
{
    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", (HttpContext context, Caller _) => Pages.ShowAsync<HomePage>(context, new object()));
        RecordScreens.Map(pages);
        Reading.ReadingRoutes.MapImages(pages);
        ListScreens.Map(pages);
    }
}
