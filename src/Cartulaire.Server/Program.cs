using System.CommandLine;
using System.Globalization;
using Cartulaire.App.Texts;
using Cartulaire.Server.Verbs;
using Cartulaire.Server.Web;

// For the patterns of libraries; each of ours states its own, shorter limit (security R-07). It counts the clock, not the work:
// a quarter of a second stopped harmless patterns of the index on a busy host, and an administration could not be opened.
AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(10));

// The sandboxed worker is this very executable; it must not know of data folders, so it is no verb of the command line.
if (args is [WorkerVerb.Name])
{
    return await WorkerVerb.RunAsync(CancellationToken.None).ConfigureAwait(false);
}

CultureInfo.CurrentUICulture = Sentences.CultureOf(Sentences.First);
var line = CommandLine.Build().Parse(args);

// Who is sending when the server is told to stop ends first, within its grace; by itself the library kills the program after two seconds.
var exit = await line.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = WebServer.Grace + TimeSpan.FromSeconds(5) }).ConfigureAwait(false);
return line.Errors.Count > 0 ? VerbRunner.Usage : exit;
