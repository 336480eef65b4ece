using System.Net;
using Cartulaire.Tests.Integration.Support;

namespace Cartulaire.Tests.Integration.Http;

public sealed class HttpFixtureTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    [Fact]
    public async Task Nobody_is_refused_and_somebody_is_answered()
    {
        var ct = TestContext.Current.CancellationToken;
        var nobody = await fixture.Client(null).GetAsync(new Uri("receptions/rec_x", UriKind.Relative), ct);
        var marie = await fixture.Client("marie").PostAsync(new Uri("receptions?name=a.txt", UriKind.Relative), new StringContent("bonjour"), ct);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.Created, marie.StatusCode);
    }
}
