using Cartulaire.Server.Verbs;

// The sandboxed worker is this very executable; it must not know of data folders, so it is no verb of the command line.
return args is [WorkerVerb.Name]
    ? await WorkerVerb.RunAsync(CancellationToken.None).ConfigureAwait(false)
    : await CommandLine.Build().Parse(args).InvokeAsync().ConfigureAwait(false);
