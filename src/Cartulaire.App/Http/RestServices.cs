using System.Text.Json.Serialization;
using Cartulaire.App.Http.Description;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cartulaire.App.Http;

/// <summary>What the door for programs needs.</summary>
public static class RestServices
{
    /// <summary>Registers it: bodies say all that is needed and nothing that we do not understand (security A-10), and what cannot be read is told.</summary>
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.Converters.Add(new RightsJson());
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        ApiDescription.Add(services);
        return services;
    }
}
