using System.Globalization;
using System.Net.Http.Json;
using System.Text;

namespace Cartulaire.Tests.Integration.Routes;

/// <summary>The declared answers of every endpoint (security A-01).</summary>
/// <remarks>
/// A new endpoint needs one line here, else the build is red: method, pattern as mapped, and the statuses of, in this order,
/// anonymous, other administration, no right, reader, editor, administrator, operator (through the verbs' socket).
/// <c>{names}</c> of the pattern are taken from the <see cref="Scene"/> (a fresh one for each caller of a route that writes): a new name is made there.
/// If-Match, cookies and form tokens are put by the harness. Say what a caller who is let in gets, not what is convenient: 404 where he may not know, 403 where he may.
/// </remarks>
internal static class Matrix
{
    private const string Api = "/{administration}/api/v1";
    private const string Page = "/{administration}";

    public static IReadOnlyList<RouteRow> Rows { get; } =
    [
        new("GET", "/health/live", "200 200 200 200 200 200 404"),
        new("GET", "/health/ready", "200 200 200 200 200 200 404"),
        new("GET", "/metrics", "200 200 200 200 200 200 404"),
        new("GET", "/", "200 200 200 200 200 200 404"),
        new("GET", Api + "/openapi.json", "200 200 200 200 200 200 404"),
        new("POST", Api + "/captures", "401 401 403 403 403 201 404", _ => Form("file=lettre", "type=incoming-mail")),
        new("POST", Api + "/receptions", "401 401 403 201 201 201 404", Bytes),
        new("GET", Api + "/receptions", "401 401 200 200 200 200 404"),
        new("GET", Api + "/receptions/{reception}", "401 401 404 404 404 404 404"),
        new("POST", Api + "/items", "401 401 403 403 403 201 404", _ => Json(new { type = "incoming-mail" })),
        new("GET", Api + "/items/{item}", "401 401 404 200 200 200 404"),
        new("PATCH", Api + "/items/{item}", "401 401 404 403 200 200 404", _ => Json(new { properties = new { remarks = "vu" } })),
        new("GET", Api + "/items/{item}/history", "401 401 404 200 200 200 404"),
        new("GET", Api + "/items/{item}/content", "401 401 404 200 200 200 404"),
        new("POST", Api + "/items/{item}/documents", "401 401 404 403 201 201 404", Bytes),
        new("GET", Api + "/items/{item}/versions", "401 401 404 200 200 200 404", With: "item=document"),
        new("POST", Api + "/items/{item}/versions", "401 401 404 403 201 201 404", Bytes, With: "item=annex"),
        new("GET", Api + "/versions/{version}/content", "401 401 404 200 200 200 404"),
        new("POST", Api + "/items/{item}/transitions/{transition}", "401 401 404 403 200 403 404", _ => Json(new { })),
        new("GET", Api + "/services", "401 401 403 200 200 200 404"),
        new("GET", Api + "/assignments", "401 401 200 200 200 200 404"),
        new("GET", Api + "/items/{item}/assignments", "401 401 404 200 200 200 404"),
        new("POST", Api + "/assignments/{assignment}", "401 401 404 403 200 403 404", _ => Json(new { act = "finish" })),
        new("GET", Api + "/registers/{register}/entries", "401 401 200 200 200 200 404"),
        new("POST", Api + "/items/{item}/cancellation", "401 401 404 403 403 200 404", _ => Json(new { reason = "doublon" })),
        new("GET", Api + "/journal", "401 401 403 403 403 200 404"),
        new("GET", Api + "/items/{item}/proposals", "401 401 404 200 200 200 404"),
        new("GET", Api + "/jobs", "401 401 403 403 403 200 404"),
        new("POST", Api + "/jobs/{job}/retry", "401 401 403 403 403 200 404"),
        new("POST", Api + "/erasures", "401 401 403 403 403 200 404", s => Json(new { contact = s["contact"] })),
        new("GET", Api + "/reading", "401 401 200 200 200 200 404"),
        new("GET", Api + "/versions/{version}/pages", "401 401 404 200 200 200 404"),
        new("GET", Api + "/versions/{version}/pages/{page:int}.jpg", "401 401 404 200 200 200 404"),
        new("GET", Api + "/versions/{version}/pages/{page:int}/words", "401 401 404 200 200 200 404"),
        new("GET", Api + "/separators", "401 401 200 200 200 200 404"),
        new("GET", Api + "/labels", "401 401 404 200 200 200 404", Query: "items={item}"),
        new("GET", Api + "/capture/waiting", "401 401 200 200 200 200 404"),
        new("POST", Api + "/items/{item}/confirmation", "401 401 404 403 404 200 404", s => Json(new { properties = new Dictionary<string, object> { ["subject"] = "Confirmée", ["treating-services"] = new[] { s["travaux"] } } }), With: "item=letter"),
        new("POST", Api + "/items/{item}/undo", "401 401 404 403 404 403 404", With: "item=letter"),
        new("POST", Api + "/items/{item}/type", "401 401 404 403 404 400 404", _ => Json(new { type = "no-such" }), With: "item=letter"),
        new("GET", Api + "/items/{item}/pages", "401 401 404 200 200 200 404"),
        new("PUT", Api + "/items/{item}/pages", "401 401 404 403 404 200 404", _ => Json(new { pages = new[] { new { page = 1, turn = 90 } } }), With: "item=letter"),
        new("POST", Api + "/items/{item}/pages/split", "401 401 404 403 404 400 404", _ => Json(new { from = 9 }), With: "item=letter"),
        new("POST", Api + "/items/{item}/pages/merge", "401 401 404 403 404 409 404", s => Json(new { other = s["item"], stamp = long.Parse(s.StampOf("item"), CultureInfo.InvariantCulture) }), With: "item=letter"),
        new("POST", Api + "/uploads", "401 401 403 201 201 201 404", _ => Json(new { name = "a.pdf", length = 10 })),
        new("HEAD", Api + "/uploads/{upload}", "401 401 404 404 404 404 404"),
        new("GET", Api + "/uploads/{upload}", "401 401 404 404 404 404 404"),
        new("PATCH", Api + "/uploads/{upload}", "401 401 404 404 404 404 404", _ => Piece()),
        new("DELETE", Api + "/uploads/{upload}", "401 401 404 404 404 404 404"),
        new("GET", Api + "/contacts", "401 401 403 200 200 200 404", Query: "q=soc"),
        new("GET", Api + "/contacts/{contact}", "401 401 403 200 200 200 404"),
        new("POST", Api + "/contacts", "401 401 403 201 201 201 404", s => Json(new { kind = "organisation", name = s["fresh"] })),
        new("PUT", Api + "/contacts/{contact}", "401 401 403 200 200 200 404", s => Json(new { kind = "organisation", name = s["fresh"] })),
        new("POST", Api + "/contacts/duplicates", "401 401 403 200 200 200 404", s => Json(new { kind = "organisation", name = s["fresh"] })),
        new("GET", Api + "/search", "401 401 200 200 200 200 404", Query: "q=trottoir"),
        new("GET", Api + "/suggestions", "401 401 200 200 200 200 404", Query: "q=tro"),
        new("GET", Api + "/dashboards", "401 401 200 200 200 200 404"),
        new("GET", Api + "/dashboards/{dashboard}", "401 401 200 200 200 200 404"),
        new("GET", Api + "/saved-searches", "401 401 200 200 200 200 404"),
        new("POST", Api + "/saved-searches", "401 401 201 201 201 201 404", _ => Json(new { title = "Trottoirs", query = "trottoir" })),
        new("DELETE", Api + "/saved-searches/{search:guid}", "401 401 404 404 404 404 404"),
        new("GET", "/-/hash/cartulaire.css", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/cartulaire.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/cartulaire.svg", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/picking.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/print.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/taking.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/viewer.css", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/viewer.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/upload.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/desk.css", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/desk.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/hands.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/sheets.js", "200 200 200 200 200 200 404"),
        new("GET", "/-/hash/blazor.web.js", "200 200 200 200 200 200 404"),
        new("GET", Page + "/sign-in", "200 200 302 302 302 302 404"),
        new("POST", Page + "/sign-in", "400 400 400 400 400 400 404", _ => Fields("name=anne&password=faux")),
        new("POST", Page + "/sign-out", "302 302 303 303 303 303 404"),
        new("GET", Page + "/", "302 302 200 200 200 200 404"),
        new("GET", Page + "/items/{item}", "302 302 404 200 200 200 404"),
        new("POST", Page + "/items/{item}", "302 302 404 403 303 303 404", _ => Fields("_f=remarks&remarks=vu")),
        new("POST", Page + "/items/{item}/transition", "302 302 404 403 303 403 404", _ => Fields("transition=treat")),
        new("POST", Page + "/items/{item}/cancellation", "302 302 404 403 403 303 404", _ => Fields("reason=doublon")),
        new("POST", Page + "/items/{item}/documents", "302 302 404 403 303 303 404", _ => Form("file=annexe")),
        new("GET", Page + "/items/{item}/history", "302 302 404 200 200 200 404"),
        new("POST", Page + "/assignments/{assignment}", "302 302 404 403 303 403 404", _ => Fields("act=finish")),
        new("GET", Page + "/versions/{version}/content", "302 302 404 200 200 200 404"),
        new("GET", Page + "/new/{type}", "302 302 403 403 403 200 404"),
        new("POST", Page + "/new/{type}", "302 302 403 403 403 303 404", _ => Fields("_f=subject&subject=Neuf")),
        new("GET", Page + "/registers/{register}", "302 302 200 200 200 200 404"),
        new("GET", Page + "/pick/{what}", "302 302 403 200 200 200 404", Query: "q=soc"),
        new("GET", Page + "/versions/{version}/open", "302 302 404 200 200 200 404"),
        new("GET", Page + "/versions/{version}/print", "302 302 404 200 200 200 404"),
        new("GET", Page + "/versions/{version}/pages/{page:int}.jpg", "302 302 404 200 200 200 404"),
        new("GET", Page + "/content/{version}", "403 403 403 403 403 403 404"),
        new("GET", Page + "/capture", "302 302 403 200 200 200 404"),
        new("POST", Page + "/capture", "302 302 403 403 403 303 404", _ => Form("type=incoming-mail", "file=lettre")),
        new("GET", Page + "/capture/desk", "302 302 200 200 200 200 404"),
        new("POST", Page + "/capture/desk/jobs/{job}", "302 302 404 404 404 404 404"),
        new("GET", Page + "/capture/desk/{item}", "302 302 404 200 404 200 404", With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}", "302 302 404 403 404 303 404", _ => Fields("_do=save&_f=subject&subject=Vue"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/transition", "302 302 404 403 404 303 404", _ => Fields("transition=not-for-us&comment=erreur"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/cancellation", "302 302 404 403 404 303 404", _ => Fields("reason=doublon"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/transfer", "302 302 404 403 404 303 404", s => Fields($"service={s["travaux"]}"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/type", "302 302 404 403 404 400 404", _ => Fields("type=no-such"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/undo", "302 302 404 403 404 403 404", With: "item=letter"),
        new("GET", Page + "/capture/desk/{item}/blank", "302 302 404 200 404 200 404", With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/pages", "302 302 404 403 404 303 404", _ => Fields("pages=1:90"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/split", "302 302 404 403 404 400 404", _ => Fields("from=9"), With: "item=letter"),
        new("POST", Page + "/capture/desk/{item}/merge", "302 302 404 403 404 409 404", s => Fields($"other={s["item"]}&otherStamp={s.StampOf("item")}"), With: "item=letter"),
        new("GET", Page + "/list", "302 302 200 200 200 200 404"),
        new("GET", Page + "/list/{dashboard}", "302 302 200 200 200 200 404"),
        new("POST", Page + "/searches", "302 302 303 303 303 303 404", _ => Fields("title=Trottoirs&q=trottoir")),
        new("POST", Page + "/searches/{search:guid}/forget", "302 302 404 404 404 404 404"),
        new("GET", Page + "/services", "302 302 403 403 403 200 404"),
        new("GET", Page + "/services/new", "302 302 403 403 403 200 404"),
        new("POST", Page + "/services/new", "302 302 403 403 403 303 404", s => Fields($"name={s["fresh"]}&title=Neuf")),
        new("GET", Page + "/services/{id}", "302 302 403 403 403 200 404"),
        new("POST", Page + "/services/{id}", "302 302 403 403 403 303 404", _ => Fields("title=Travaux&active=true")),
        new("GET", Page + "/users", "302 302 403 403 403 200 404"),
        new("GET", Page + "/users/new", "302 302 403 403 403 200 404"),
        new("POST", Page + "/users/new", "302 302 403 403 403 303 404", s => Fields($"name={s["fresh"]}&displayName=Neuf&email=neuf@sart.example&language=fr&active=true")),
        new("GET", Page + "/users/{id}", "302 302 403 403 403 200 404", With: "id=anne"),
        new("POST", Page + "/users/{id}", "302 302 403 403 403 303 404", _ => Fields("displayName=Anne&email=anne@sart.example&language=fr&active=true"), With: "id=anne"),
    ];

    private static JsonContent Json(object body) => JsonContent.Create(body);

    private static ByteArrayContent Bytes(Scene scene) => new("lettre"u8.ToArray());

    private static ByteArrayContent Piece()
        => new("0123456789"u8.ToArray()) { Headers = { { "Content-Type", "application/offset+octet-stream" }, { "Upload-Offset", "0" } } };

    private static StringContent Fields(string form) => new(form);

    private static MultipartFormDataContent Form(params string[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts.Select(p => p.Split('=')))
        {
            if (part[0] == "file")
            {
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(part[1])), part[0], "lettre.txt");
            }
            else
            {
                form.Add(new StringContent(part[1]), part[0]);
            }
        }

        return form;
    }
}
