using System.Security.Cryptography;
using Cartulaire.App.Http;

namespace Cartulaire.Tests.Unit.SignIn;

/// <summary>Tokens of forms belong to one session.</summary>
public sealed class FormTokenTests
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void C_01_a_token_holds_for_its_session_only()
    {
        var token = FormTokens.Make(key);

        Assert.True(FormTokens.Holds(key, token));
        Assert.False(FormTokens.Holds(RandomNumberGenerator.GetBytes(32), token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not a token at all, and much too long to be one, with spaces and é")]
    public void C_01_anything_else_is_refused(string? text) => Assert.False(FormTokens.Holds(key, text));

    [Fact]
    public void No_two_pages_hold_the_same_token() => Assert.NotEqual(FormTokens.Make(key), FormTokens.Make(key));

    [Theory]
    [InlineData("/sart", true)]
    [InlineData("/sart/items?x=//y", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/a\tb", false)]
    [InlineData("", false)]
    public void X_04_only_addresses_of_this_site_are_local(string address, bool local) => Assert.Equal(local, SameOrigin.IsLocal(address));
}
