using System.Text.Json;
using System.Text.RegularExpressions;
using Cartulaire.App.Texts;
using Cartulaire.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Cartulaire.App.Http;

/// <summary>Answers what could not be read, and what went wrong, as problems like any other refusal.</summary>
public static partial class Faults
{
    /// <summary>How the host treats exceptions that reach it.</summary>
    public static ExceptionHandlerOptions Options { get; } = new()
    {
        ExceptionHandler = AnswerAsync,
        StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,

        // A request that cannot be read is its sender's fault, no event of ours.
        SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
    };

    /// <summary>Says what a bare status means: the address leads nowhere, or not by that method, or not with that body.</summary>
    public static Task AnswerStatusAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Refusals.AnswerAsync(context, [new Failure(Refusal.NotFound, "page.unknown")]),
            StatusCodes.Status415UnsupportedMediaType => Refusals.AnswerAsync(context, [new Failure(Refusal.UnsupportedMedia, "request.json-expected")]),
            StatusCodes.Status405MethodNotAllowed => Problems.Of(
                context, [new Failure(Refusal.Invalid, "request.method", null, context.Request.Method)], status: StatusCodes.Status405MethodNotAllowed).ExecuteAsync(context),
            _ => Task.CompletedTask,
        };
    }

    private static Task AnswerAsync(HttpContext context)
        => context.Features.Get<IExceptionHandlerPathFeature>() is { Error: BadHttpRequestException bad } seen
            ? Problems.Of(context, [Of(bad, seen)]).ExecuteAsync(context)
            : Results.Problem(
                statusCode: StatusCodes.Status500InternalServerError,
                type: "urn:cartulaire:request.unexpected",
                detail: Sentences.Of("request.unexpected", RequestLanguage.Of(context), context.TraceIdentifier)).ExecuteAsync(context);

    private static Failure Of(BadHttpRequestException fault, IExceptionHandlerPathFeature seen) => fault switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Failure(Refusal.TooLarge, "request.too-large"),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new Failure(Refusal.UnsupportedMedia, "request.json-expected"),
        { InnerException: JsonException json } => OfJson(json),
        _ => OfParameter(fault, seen),
    };

    // Members that nobody declared are refused by name: a program learns that it says something we do not understand (security A-10).
    private static Failure OfJson(JsonException json)
        => Member.Match(json.Message) is { Success: true } member
            ? new Failure(Refusal.Invalid, "request.member", member.Groups["name"].Value, member.Groups["name"].Value)
            : Missing.Match(json.Message) is { Success: true } missing
            ? new Failure(Refusal.Invalid, "request.member-missing", missing.Groups["name"].Value, missing.Groups["name"].Value)
            : new Failure(Refusal.Invalid, "request.json", json.Path, json.Path);

    private static Failure OfParameter(BadHttpRequestException fault, IExceptionHandlerPathFeature seen)
    {
        var parameter = Parameter.Match(fault.Message);
        var (name, value) = (parameter.Groups["name"].Value, parameter.Groups["value"].Value);
        return parameter.Success switch
        {
            // What is no identifier at all names nothing, like one that is unknown.
            true when seen.RouteValues?.ContainsKey(name) == true => new Failure(Refusal.NotFound, "address.unknown", name, name, value),
            true => new Failure(Refusal.Invalid, "request.parameter", name, name, value),
            false when fault.Message.Contains("no body was provided", StringComparison.Ordinal) => new Failure(Refusal.Invalid, "request.json", "$", "$"),
            false => new Failure(Refusal.Invalid, "request.malformed", null, fault.Message),
        };
    }

    [GeneratedRegex("""^The JSON property '(?<name>[^']{1,200})' could not be mapped""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2_000)]
    private static partial Regex Member { get; }

    [GeneratedRegex("""^JSON deserialization for type '[^']*' was missing required properties including: '(?<name>[^']{1,200})'""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2_000)]
    private static partial Regex Missing { get; }

    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 2_000)]
    private static partial Regex Parameter { get; }
}
