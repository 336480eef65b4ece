using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cartulaire.App.Administration;
using Cartulaire.App.SignIn;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Cartulaire.App.Http.Description;

/// <summary>The REST door described to programs, in OpenAPI 3.1: made from the routes themselves, once.</summary>
internal sealed class ApiDescription([FromKeyedServices(ApiDescription.Name)] IOpenApiDocumentProvider provider)
{
    /// <summary>Name of the document, and of the version of the door.</summary>
    public const string Name = "v1";

    private const string Root = "/{administration}/api/v1";
    private const string Problem = "application/problem+json";
    private readonly Lazy<Task<string>> text = new(() => WriteAsync(provider));

    /// <summary>Registers it.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ApiDescription>();
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = route => $"/{route.RelativePath}".StartsWith(Root + "/", StringComparison.Ordinal);
            options.CreateSchemaReferenceId = NameOf;
            options.AddDocumentTransformer((document, _, _) => Task.FromResult(Finish(document)));
            options.AddOperationTransformer((operation, route, ct) => OperationAsync(operation, route, ct));
            options.AddSchemaTransformer((schema, context, _) => Task.FromResult(Schema(schema, context.JsonTypeInfo)));
        });
    }

    /// <summary>Maps the route under the administration's API. What programs may ask is no secret.</summary>
    public static void Map(IEndpointRouteBuilder api)
        => api.MapGet("/openapi.json", async (HttpContext context, ApiDescription description)
                => Results.Text(
                    (await description.text.Value.ConfigureAwait(false)).Replace(Root, Root.Replace("{administration}", context.Features.Need<OpenAdministration>().Name, StringComparison.Ordinal), StringComparison.Ordinal),
                    "application/json"))
            .WithName("Describe")
            .WithSummary("Lire cette description")
            .WithMetadata(new AllowAnonymousAttribute())
            .Produces<object>();

    // Answers of many handlers are called Answer: the handler tells them apart.
    private static string? NameOf(JsonTypeInfo type)
        => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
            ? type.Type.DeclaringType is { } outer ? outer.Name.Replace("Routes", string.Empty, StringComparison.Ordinal) + name : name
            : null;

    private static async Task<string> WriteAsync(IOpenApiDocumentProvider provider)
        => await (await provider.GetOpenApiDocumentAsync(CancellationToken.None).ConfigureAwait(false))
            .SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None).ConfigureAwait(false);

    private static Task Finish(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Cartulaire",
            Version = Name,
            Description = "Tout ce qu'une personne peut faire. Les refus sont des problèmes (RFC 9457) dont « code » est stable et « type » vaut urn:cartulaire:{code}.",
        };
        document.Servers = [new OpenApiServer { Url = Root }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
        {
            paths.Add(path[Root.Length..], item);
        }

        document.Paths = paths;
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Un jeton : cartulaire token create." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task OperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. (operation.Parameters ?? []).Where(p => p.Name != "administration")];
        foreach (var header in metadata.OfType<HeaderRead>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.Required,
                Description = header.Says,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<BodyRead>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [body.MediaType] = new() { Schema = await context.GetOrCreateSchemaAsync(body.Body, null, ct).ConfigureAwait(false) },
                },
            };
        }

        var responses = operation.Responses ??= [];
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, ct).ConfigureAwait(false);
        List<int> refusals = [StatusCodes.Status400BadRequest];
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
        }
        else
        {
            refusals.AddRange([StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden]);
        }

        if (context.Description.ParameterDescriptions.Any(p => p.Source.Id == "Path"))
        {
            refusals.Add(StatusCodes.Status404NotFound);
        }

        foreach (var status in refusals.Select(s => s.ToString(CultureInfo.InvariantCulture)).Append("default"))
        {
            responses.TryAdd(status, new OpenApiResponse
            {
                Description = Enum.TryParse<HttpStatusCode>(status, out var known) ? known.ToString() : "Refus",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem] = new() { Schema = problem } },
            });
        }
    }

    private static Task Schema(OpenApiSchema schema, JsonTypeInfo type)
    {
        var bare = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (bare.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>)) is not null)
        {
            schema.Type = bare == type.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Pattern = $"^{bare.GetProperty("Prefix")!.GetValue(null)}_[0-9a-f]{{32}}$";
            schema.Properties = null;
            schema.Required = null;
        }
        else if (bare == typeof(Rights))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. RightsText.Words.Keys.Select(word => JsonValue.Create(word))] };
        }
        else if (bare == typeof(ProblemDetails))
        {
            schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("urn:cartulaire:{code}"),
                ["title"] = Text("Nom du statut HTTP"),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("Une phrase, dans la langue d'Accept-Language (fr, nl, de, en)"),
                ["code"] = Text("Identité stable du refus"),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["code"] = Text("Identité stable"),
                            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Champ ou paramètre en cause" },
                            ["message"] = Text("Une phrase"),
                        },
                    },
                },
            };
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string says) => new() { Type = JsonSchemaType.String, Description = says };
}
