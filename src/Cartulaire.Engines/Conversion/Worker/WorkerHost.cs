using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Cartulaire.Engines.Conversion.Worker;

/// <summary>The inside of a worker: reads requests, answers them one after the other, ends with its input.</summary>
public static partial class WorkerHost
{
    private const long MostInput = 1024L * 1024 * 1024;

    /// <summary>Serves until the input ends. Entry point of the verb <c>worker</c>, which takes standard input and output away from everything else first.</summary>
    /// <param name="ct">Ends it early.</param>
    /// <returns>The exit code: 0.</returns>
    public static async Task<int> RunProcessAsync(CancellationToken ct)
    {
        // Native libraries print what they like: give them standard error and keep the real output for frames.
        var real = Duplicate(1);
        _ = Duplicate(2, 1);
        using var handle = new SafeFileHandle(real, ownsHandle: true);
        await using var output = new FileStream(handle, FileAccess.Write);
        await using var input = Console.OpenStandardInput();
        await RunAsync(input, output, ct);
        return 0;
    }

    /// <summary>Serves the protocol on two streams until the input ends.</summary>
    /// <param name="input">Frames from the server.</param>
    /// <param name="output">Frames to the server.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task RunAsync(Stream input, Stream output, CancellationToken ct)
    {
        // libvips remembers what it loaded by file name, and our tools write each page under the same name.
        NetVips.Cache.Max = 0;
        var frames = new Frames(input, output);
        var folder = Directory.CreateTempSubdirectory("lecture-").FullName;
        using var desk = new WorkerDesk(folder, frames);
        var requests = Channel.CreateUnbounded<WorkerRequest>();
        var reading = Task.Run(() => ReadAsync(frames, desk, requests.Writer, ct), ct);
        await foreach (var request in requests.Reader.ReadAllAsync(ct))
        {
            var answer = await AnswerAsync(desk, request, ct);
            await frames.WriteJsonAsync(FrameTag.Message, answer, ct);
            await frames.FlushAsync(ct);
        }

        await reading;
    }

    /// <summary>Reads all the time, also while a document is being read: the end of the input is the order to end at once.</summary>
    private static async Task ReadAsync(Frames frames, WorkerDesk desk, ChannelWriter<WorkerRequest> requests, CancellationToken ct)
    {
        while (await frames.ReadAsync(ct) is { } frame)
        {
            var request = Frames.Parse<WorkerRequest>(frame.Payload);
            if (request.Operation == WorkerOperation.Open)
            {
                await desk.ReceiveAsync(request, MostInput, ct);
            }
            else if (request.Operation == WorkerOperation.Beside)
            {
                await desk.ReceiveBesideAsync(request, MostInput, ct);
            }

            await requests.WriteAsync(request, ct);
        }

        requests.Complete();
        if (Environment.GetEnvironmentVariable(Tool.Mark) is not null)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static async Task<WorkerAnswer> AnswerAsync(WorkerDesk desk, WorkerRequest request, CancellationToken ct)
    {
        try
        {
            var value = await desk.DoAsync(request, ct);
            return new("", "", JsonSerializer.SerializeToElement(value, WorkerJson.Options));
        }
        catch (RefusedDocumentException refused)
        {
            return new(refused.Code, refused.Detail, null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Any library may throw anything on a hostile file; the server ends this worker after such an answer.
            return new("conversion.fault", $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n').FirstOrDefault()}", null);
        }
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int onto);
}
