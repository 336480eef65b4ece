using Cartulaire.Server.Web;

namespace Cartulaire.Tests.Integration.Http;

/// <summary>Memory is given back when work has ended: not while it lasts, and not again and again.</summary>
public sealed class RestingMemoryTests
{
    [Fact]
    public void Memory_is_given_back_once_after_each_stretch_of_work()
    {
        using var memory = new RestingMemory(TimeProvider.System);

        // Seconds of processor time, one look after the other: the start, a burst, a pause, another burst, rest that lasts, a page served now and then, rest.
        double[] totals = [3, 9, 9.1, 9.2, 14, 14.1, 14.1, 14.2, 14.2, 14.7, 14.7, 14.7, 14.7];
        Assert.Equal(
            [false, false, false, false, false, false, false, true, false, false, false, false, false],
            totals.Select(t => memory.RestsAfterWork(TimeSpan.FromSeconds(t))));
    }
}
