using Cartulaire.App.SignIn;
using Microsoft.Extensions.Time.Testing;

namespace Cartulaire.Tests.Unit.SignIn;

/// <summary>How many wrong passwords an account and a network may try (security C-05).</summary>
public sealed class SignInLimitsTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void C_05_an_account_may_fail_ten_times_in_five_minutes()
    {
        var limits = new SignInLimits(clock);
        for (var i = 0; i < SignInLimits.OfAccount; i++)
        {
            Assert.True(limits.TryTake("sart/marie", $"n{i}"));
        }

        Assert.False(limits.TryTake("sart/marie", "another"));
        Assert.True(limits.TryTake("sart/paul", "another"));
        clock.Advance(SignInLimits.Window);
        Assert.True(limits.TryTake("sart/marie", "another"));
    }

    [Fact]
    public void C_05_a_network_may_fail_a_hundred_times_over_all_accounts()
    {
        var limits = new SignInLimits(clock);
        for (var i = 0; i < SignInLimits.OfNetwork; i++)
        {
            Assert.True(limits.TryTake($"sart/u{i}", "here"));
        }

        Assert.False(limits.TryTake("sart/new", "here"));
        Assert.True(limits.TryTake("sart/new", "there"));
    }

    [Fact]
    public void A_success_forgets_the_failures_of_the_account()
    {
        var limits = new SignInLimits(clock);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(limits.TryTake("sart/marie", "here"));
            limits.Succeeded("sart/marie", "here");
        }

        Assert.True(limits.TryTake("sart/marie", "here"));
    }
}
