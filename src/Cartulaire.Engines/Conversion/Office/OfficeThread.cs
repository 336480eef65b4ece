using System.Collections.Concurrent;

namespace Cartulaire.Engines.Conversion.Office;

/// <summary>The one thread on which LibreOffice lives: it remembers who started it, and its spreadsheets need more stack than a pool thread has.</summary>
internal sealed class OfficeThread : IDisposable
{
    private const int StackBytes = 64 * 1024 * 1024;
    private readonly BlockingCollection<Action> wishes = [];

    public OfficeThread() => new Thread(Serve, StackBytes) { IsBackground = true, Name = "office" }.Start();

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        wishes.Add(() =>
        {
            try
            {
                answer.SetResult(work());
            }
            catch (Exception fault)
            {
                answer.SetException(fault);
            }
        });
        return answer.Task;
    }

    public void Dispose() => wishes.CompleteAdding();

    private void Serve()
    {
        foreach (var wish in wishes.GetConsumingEnumerable())
        {
            wish();
        }
    }
}
