using Cartulaire.Server.Verbs;

// For the patterns of libraries; each of ours states its own limit (security R-07).
AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromMilliseconds(250));

// The sandboxed worker is this very executable; it must not know of data folders, so it is no verb of the command line.
return args is [WorkerVerb.Name]
    ? await WorkerVerb.RunAsync(CancellationToken.None).ConfigureAwait(false)
    : await CommandLine.Build().Parse(args).InvokeAsync().ConfigureAwait(false);
