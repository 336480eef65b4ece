namespace Cartulaire.Tests.Browser;

/// <summary>What a page costs whoever opens it for the first time.</summary>
public sealed class WeightTests(Site site)
{
    private const long Most = 150 * 1024;
    private const long MostOfOurScript = 15 * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("new/incoming-mail")]
    [InlineData("capture")]
    [InlineData("items/{letter}")]
    [InlineData("items/{real}")]
    [InlineData("list")]
    [InlineData("capture/desk")]
    [InlineData("capture/desk/{letter}")]
    [InlineData("users/new")]
    public async Task A_page_weighs_little_on_a_cold_cache(string path)
    {
        var page = await site.SignedInAsync("admin");
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        var bytes = 0d;
        var files = 0;
        var pictures = new HashSet<string>(StringComparer.Ordinal);
        session.Event("Network.responseReceived").OnEvent += (_, e) =>
        {
            // Images of pages are the document, not the page around it.
            if (e!.Value.GetProperty("response").GetProperty("mimeType").GetString() == "image/jpeg")
            {
                pictures.Add(e.Value.GetProperty("requestId").GetString()!);
            }
        };
        session.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            if (!pictures.Contains(e!.Value.GetProperty("requestId").GetString()!))
            {
                bytes += e.Value.GetProperty("encodedDataLength").GetDouble();
                files++;
            }
        };
        var real = path.Contains("{real}", StringComparison.Ordinal) ? (await RealLetters.PermitAsync(site)).ToString() : "";
        await page.GotoAsync("/sart/" + path.Replace("{letter}", site.Letter.ToString(), StringComparison.Ordinal).Replace("{real}", real, StringComparison.Ordinal), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.NetworkIdle });

        Assert.True(files >= 4, $"Only {files} files were loaded: the page was not cold.");
        Assert.InRange(bytes, 20_000, Most);
        TestContext.Current.SendDiagnosticMessage($"{path}: {bytes / 1024:0.0} KiB in {files} files");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("cartulaire.js")]
    [InlineData("desk.js")]
    [InlineData("hands.js")]
    [InlineData("sheets.js")]
    [InlineData("upload.js")]
    public void Our_script_is_small(string script)
    {
        using var stream = typeof(App.Ui.Screen).Assembly.GetManifestResourceStream("assets/" + script)!;

        Assert.InRange(stream.Length, 1, MostOfOurScript);
    }
}
