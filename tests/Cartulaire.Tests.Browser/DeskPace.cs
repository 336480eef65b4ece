using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>How long a clerk waits from one letter to the next: told, never judged by the clock (docs/benchmarks.md, Desk).</summary>
[Trait("Category", "Drill")]
public sealed class DeskPace(Site site)
{
    private const int Letters = 31;

    // From the key to the moment when the next letter has its number, its first field has the focus, keys are taken, and (second) its page is painted.
    private const string Watch =
        """
        () => {
          const before = document.getElementById("desk").dataset.item;
          window.pace = new Promise(done => addEventListener("keydown", event => {
            const begun = event.timeStamp;
            let usable = 0;
            const look = () => {
              const desk = document.getElementById("desk");
              const now = performance.now();
              if (desk?.dataset.item !== before && !desk.ariaBusy && document.activeElement?.closest(".desk-field")) {
                usable ||= now - begun;
                const image = desk.querySelector(".viewer-frame img");
                const asked = performance.getEntriesByType("resource").findLast(e => e.initiatorType === "fetch" && e.name.endsWith(before));
                if (image?.complete && image.naturalWidth && asked) return done([usable, now - begun, asked.responseEnd - asked.startTime]);
              }
              requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          }, { capture: true, once: true }));
        }
        """;

    [Fact]
    public async Task The_pace_of_the_desk_is_told()
    {
        var ct = TestContext.Current.CancellationToken;
        await site.GivenAsync("allure", "Commune d'Allure");
        var works = await site.InAsync("allure", async open =>
        {
            await using var db = open.Store.Read();
            return (await db.Services.SingleAsync(s => s.Name == "travaux", ct)).Id;
        });
        var scans = Piles.Scans();
        for (var n = 0; n < Letters; n++)
        {
            await site.FileAsync("allure", $"{n}.pdf", scans[n % scans.Count].Content.ToArray(), $$"""{"treating-services":["{{works}}"]}""");
        }

        await site.QuietAsync("allure");
        var page = await site.DeskAsync("allure");
        var usable = new List<double>();
        var painted = new List<double>();
        var answered = new List<double>();
        for (var n = 1; n < Letters; n++)
        {
            await page.Keyboard.TypeAsync($"Courrier {n}");

            // Who reads a letter takes two seconds at least.
            await Task.Delay(2_000, ct);
            await page.EvaluateAsync(Watch);
            await page.Keyboard.PressAsync("Control+Enter");
            var took = await page.EvaluateAsync<double[]>("() => window.pace");
            usable.Add(took[0]);
            painted.Add(took[1]);
            answered.Add(took[2]);
        }

        await Assertions.Expect(page.Locator(Piles.Position)).ToHaveTextAsync($"{Letters} / {Letters}");
        Assert.Equal(Letters - 1, usable.Count);
        TestContext.Current.SendDiagnosticMessage($"confirm, next letter usable: {Told(usable)}; its page painted: {Told(painted)}; of it the answer of the server: {Told(answered)}; load {(await File.ReadAllTextAsync("/proc/loadavg", ct))[..14]}");
        await page.Context.CloseAsync();
    }

    private static string Told(List<double> times)
    {
        var sorted = times.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {sorted[sorted.Count / 2]:0} ms, p95 {sorted[(int)(sorted.Count * 0.95)]:0} ms, slowest {sorted[^1]:0} ms");
    }
}
