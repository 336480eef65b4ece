using Cartulaire.Server.Verbs;

return args is [WorkerVerb.Name] ? await WorkerVerb.RunAsync(CancellationToken.None) : 0;
