using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cartulaire.Tests.Browser;

/// <summary>Files come in by hand: many at once with script, going on after the network was gone; one by one without.</summary>
public sealed class UploadTests(Site site)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_files_become_letters_numbered_in_the_order_of_the_list()
    {
        var page = await OpenAsync();
        await page.GetByLabel("Fichiers").SetInputFilesAsync([.. Enumerable.Range(1, 6).Select(n => Text($"lettre {n}.txt"))]);
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers prêts : 6. Appuyez sur « Déposer ».");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer lettre 6.txt" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retirer lettre 5.txt" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();

        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 5 sur 5.");
        var links = page.Locator(".upload-files a");
        var numbers = (await links.AllTextContentsAsync()).Select(t => int.Parse(t[^5..], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 5), numbers);
        await Shots.TakeAsync(page, "drop-done");
        await links.Nth(2).ClickAsync();
        await page.WaitForURLAsync("**/items/**");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("lettre 3.txt");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("paste")]
    public async Task Files_dropped_anywhere_or_pasted_join_the_list(string how)
    {
        var page = await OpenAsync();
        await page.EvaluateAsync(
            """
            how => {
              const files = new DataTransfer();
              files.items.add(new File(["Bonjour"], "scan.txt", { type: "text/plain" }));
              const target = document.querySelector("h1");
              target.dispatchEvent(how === "drop"
                ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files })
                : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: files }));
            }
            """,
            how);
        await Assertions.Expect(page.Locator(".upload-name")).ToHaveTextAsync("scan.txt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 1 sur 1.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_large_file_waits_while_the_network_is_gone_and_goes_on_where_it_was()
    {
        var bytes = RandomNumberGenerator.GetBytes(20 << 20);
        var file = Path.Join(Directory.CreateTempSubdirectory("cartulaire-upload").FullName, "grand.bin");
        await File.WriteAllBytesAsync(file, bytes, Ct);
        var page = await OpenAsync();
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/uploads/", StringComparison.Ordinal))
            {
                asked.Enqueue($"{request.Method} {request.Headers.GetValueOrDefault("upload-offset")}".TrimEnd());
            }
        };
        var gone = true;
        await page.RouteAsync("**/api/v1/uploads/*", route => gone && !(route.Request.Method == "PATCH" && route.Request.Headers["upload-offset"] == "0")
            ? route.AbortAsync("internetdisconnected")
            : route.ContinueAsync());
        await page.GetByLabel("Fichiers").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator(".upload-said")).ToHaveTextAsync("En pause : plus de réseau");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Plus de réseau. L'envoi reprend où il était dès qu'il revient.");
        await AccessibilityTests.CheckAsync(page, "drop paused");
        await Shots.TakeAsync(page, "drop-paused");
        gone = false;
        asked.Clear();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");

        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 1 sur 1.", new() { Timeout = 60_000 });
        Assert.Equal(["HEAD", $"PATCH {8 << 20}", $"PATCH {16 << 20}"], asked.Where(a => a.Length > 0).TakeLast(3));
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(1, await site.InSartAsync(async sart =>
        {
            await using var db = sart.Store.Read();
            return await db.Receptions.CountAsync(r => r.Blob == digest, Ct);
        }));
        File.Delete(file);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refused_file_says_why_in_french_and_the_others_go_on()
    {
        var page = await OpenAsync();
        var refuse = true;
        await page.RouteAsync("**/api/v1/uploads", async route =>
        {
            if (refuse && route.Request.PostData!.Contains("plein.txt", StringComparison.Ordinal))
            {
                await route.FulfillAsync(new() { Status = 507, ContentType = "application/problem+json", Body = """{"detail":"Le disque est plein."}""" });
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await page.GetByLabel("Fichiers").SetInputFilesAsync([Text("plein.txt"), new FilePayload { Name = "vide.txt", MimeType = "text/plain", Buffer = [] }, Text("bon.txt")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();

        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 1 sur 3 ; en échec : 2.");
        await Assertions.Expect(page.Locator(".upload-said").Nth(0)).ToHaveTextAsync("Le disque est plein.");
        await Assertions.Expect(page.Locator(".upload-said").Nth(1)).ToHaveTextAsync("Le fichier est vide : il n'y a rien à déposer.");
        await AccessibilityTests.CheckAsync(page, "drop failed");
        await Shots.TakeAsync(page, "drop-failed");
        refuse = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Réessayer plein.txt" }).PressAsync("Enter");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 2 sur 3 ; en échec : 1.");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("Courrier entrant", "est enregistré.")]
    [InlineData("Rien encore : je les trierai plus tard", "est reçu. Il attend d'être enregistré.")]
    public async Task Without_script_one_file_goes_by_the_plain_form(string what, string said)
    {
        var page = await OpenAsync(script: false);
        await page.GetByLabel("En faire").SelectOptionAsync(new SelectOptionValue { Label = what });
        await page.GetByLabel("Fichiers").SetInputFilesAsync(Text("lettre d'été.txt"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Le fichier est en sûreté.");
        await Assertions.Expect(page.Locator("section.notice")).ToContainTextAsync("« lettre d'été.txt » " + said);
        Assert.Equal(what.StartsWith('C') ? 1 : 0, await page.Locator("section.notice a").CountAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Fichiers");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_page_is_accessible_with_files_in_it(int width)
    {
        var page = await OpenAsync(width: width);
        await page.GetByLabel("Fichiers").SetInputFilesAsync([Text("première lettre au nom assez long pour passer à la ligne sur un téléphone.txt"), Text("b.txt")]);
        await AccessibilityTests.CheckAsync(page, $"drop waiting {width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 2 sur 2.");
        await AccessibilityTests.CheckAsync(page, $"drop done {width}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");
        await Shots.TakeAsync(page, "drop-list");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_happens_is_told_to_whoever_listens()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync(
            """
            () => {
              window.told = [];
              for (const name of ["added", "progress", "done", "failed", "finished"]) {
                document.addEventListener("upload:" + name, event => told.push(name + " " + (event.detail.upload?.number ?? event.detail.files?.length ?? event.detail.done ?? "")));
              }
            }
            """);
        await page.GetByLabel("Fichiers").SetInputFilesAsync(Text("a.txt"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Déposer", Exact = true }).ClickAsync();
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Fichiers déposés : 1 sur 1.");
        var told = await page.EvaluateAsync<string[]>("told.filter(t => !t.startsWith('progress'))");
        Assert.Equal(["added 1", "finished 1"], [told[0], told[^1]]);
        Assert.Matches(@"^done \d{4}-E-\d{5}$", told[1]);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(bool script = true, int width = 1280)
    {
        var page = await site.SignedInAsync("marie", script, width);
        await page.GotoAsync("/sart/capture");
        return page;
    }

    private static ILocator Status(IPage page) => page.Locator(".upload-status");

    private static FilePayload Text(string name) => new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes($"{name} {Guid.CreateVersion7()}") };
}
