using System.Diagnostics;
using Cartulaire.Kernel.Proposals;

namespace Cartulaire.Tests.Unit.Proposals;

/// <summary>Texts that make a careless pattern try every way there is.</summary>
public sealed class HostileTextTests
{
    private const int Length = 50_000;

    public static TheoryData<string> Grains => new(
        "a", "1", " ", "\t", "\n", "0470 ", "1.1", "12/", "12 12", "01-", "BE0", "BE 0123.456.789", "+++123/", "a@", "a.a", "x@y.z", "de ", "le 1 ", "Fait à ", "Date : ", "Objet ", "O8jet:", "3 mars 20", "|", "0.", "(0)", "é", "n° ", "::");

    [Theory]
    [MemberData(nameof(Grains))]
    public void R_07_fifty_thousand_characters_of_anything_are_looked_through_at_once(string grain)
    {
        var text = string.Concat(Enumerable.Repeat(grain, Length / grain.Length)) + "!";
        var lines = new[] { text };
        foreach (var (what, look) in new (string, Action)[]
        {
            ("identifiers", () => IdentifierFinder.Find(text)),
            ("dates", () => DateFinder.Find(text)),
            ("the date of the letter", () => LetterDate.Choose(LetterText.Of(text), new DateOnly(2026, 11, 25))),
            ("the subject", () => LabelledLines.Subject(lines)),
            ("the reference", () => LabelledLines.Reference(lines)),
        })
        {
            // Milliseconds when it is alone; a pattern that tries every way would take minutes, however quick the machine.
            var time = Time(look);
            Assert.True(time < TimeSpan.FromSeconds(5), $"{what} in « {grain} »: {time}");
        }
    }

    private static TimeSpan Time(Action look)
    {
        var watch = Stopwatch.StartNew();
        look();
        return watch.Elapsed;
    }
}
