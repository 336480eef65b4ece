using System.Net;
using System.Net.Http.Json;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Jobs;

/// <summary>Jobs, figures and erasure through the doors of the real program.</summary>
public sealed class ServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_who_administers_sees_jobs_and_erases_and_figures_name_nobody()
    {
        using var folder = new TemporaryFolder();
        var product = new Product(folder.Join("data"));
        await product.MustAsync("administration create sart", null, "--title", "Commune de Sart", "--packs", "courrier");
        await product.MustAsync("user add --administration sart --name marie --email marie@sart.example --roles mail-clerk");
        await product.MustAsync("user add --administration sart --name ada --email ada@sart.example --roles administrator");
        var marie = await product.MustAsync("token create --administration sart --user marie");
        var ada = await product.MustAsync("token create --administration sart --user ada");
        await using var server = await product.ServeAsync();
        using var clerk = server.Client(marie);
        using var administrator = server.Client(ada);
        using var nobody = server.Client();

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("sart/api/v1/jobs", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("sart/api/v1/jobs", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.PostAsync($"sart/api/v1/jobs/{Kernel.JobId.New()}/retry", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync($"sart/api/v1/jobs/{Kernel.JobId.New()}/retry", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.PostAsJsonAsync("sart/api/v1/erasures", new { user = "ada" }, Ct)).StatusCode);
        Assert.Contains("\"givenUp\":0", await administrator.GetStringAsync("sart/api/v1/jobs", Ct), StringComparison.Ordinal);

        var figures = await nobody.GetStringAsync("metrics", Ct);
        Assert.Contains("cartulaire_jobs_pending{administration=\"sart\",state=\"waiting\"} 0", figures, StringComparison.Ordinal);
        Assert.Contains("route=\"/{administration}/api/v1/jobs\"", figures, StringComparison.Ordinal);
        Assert.Contains("cartulaire_administrations_open 1", figures, StringComparison.Ordinal);
        Assert.DoesNotContain("marie", figures, StringComparison.Ordinal);

        var answer = await administrator.PostAsJsonAsync("sart/api/v1/erasures", new { user = "marie" }, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.Unauthorized, (await clerk.GetAsync("sart/api/v1/jobs", Ct)).StatusCode);
        Assert.StartsWith("0 en attente", await product.MustAsync("jobs list --administration sart"), StringComparison.Ordinal);
        Assert.Equal(1, (await product.RunAsync("erase --administration sart --user marie")).Exit);
        Assert.Contains("Tout concorde", await product.MustAsync("verify"), StringComparison.Ordinal);
        Assert.Contains("cartulaire_writer_group_acts_sum{store=\"RecordDb\"}", await nobody.GetStringAsync("metrics", Ct), StringComparison.Ordinal);
    }
}
