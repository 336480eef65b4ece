using System.Globalization;
using Cartulaire.Tests.Planned;

namespace Cartulaire.Bench.EInvoicing;

/// <summary>Generated invoices as files, to be compared with other validators: in <c>ubl</c> and <c>cii</c>, half of them right and half spoilt by one change, the same for the same count.</summary>
internal static class GeneratedFiles
{
    public static int Write(string folder, int count)
    {
        foreach (var (name, content) in All(count))
        {
            var file = Path.Join(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }

        Console.WriteLine($"{count} invoices in {folder}/ubl and {folder}/cii");
        return 0;
    }

    /// <summary>The files: their names and contents.</summary>
    public static IEnumerable<(string Name, byte[] Content)> All(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (ubl, isRight, plan) = (i % 2 == 0, i % 4 < 2, Planner.Draw(i));
            var (what, written) = isRight ? ("right", ubl ? UblWriting.Write(plan) : CiiWriting.Write(plan)) : Spoilt(plan, ubl, i / 4);
            var slug = string.Concat(what.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            yield return (string.Create(CultureInfo.InvariantCulture, $"{(ubl ? "ubl" : "cii")}/{i:00000}-{slug}.xml"), written.Bytes());
        }
    }

    // The mutations take turns; a plan that has nothing to spoil so is left to the next.
    private static (string What, Written Written) Spoilt(Plan plan, bool ubl, int turn)
    {
        for (; ; turn++)
        {
            var mutation = Mutation.All[turn % Mutation.All.Count];
            if (mutation.Write(plan, ubl) is { } written)
            {
                return (mutation.Name, written);
            }
        }
    }
}
