using Cartulaire.Server.Verbs;

return await CommandLine.Build().Parse(args).InvokeAsync().ConfigureAwait(false);
