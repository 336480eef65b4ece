namespace Cartulaire.Bench.Letters;

/// <summary>What the year of letters is like, and how far "the most frequent one" goes on it: the yardstick of the proposals.</summary>
internal static class LettersReport
{
    public static int Run()
    {
        var letters = YearOfLetters.Make(seed: 1, new DateOnly(2026, 1, 1));
        var (sender, type, service) = (0, 0, 0);
        var senders = new Dictionary<string, int>(StringComparer.Ordinal);
        var types = new Dictionary<string, int>(StringComparer.Ordinal);
        var services = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var letter in letters)
        {
            sender += Most(senders) == letter.SenderId ? 1 : 0;
            type += Most(types) == letter.Type ? 1 : 0;
            service += Most(services) == letter.Service ? 1 : 0;
            Learn(senders, letter.SenderId);
            Learn(types, letter.Type);
            Learn(services, letter.Service);
        }

        Console.WriteLine($"{letters.Count} letters, {senders.Count} senders, {types.Count} types, {services.Count} services, {letters.Sum(l => l.Text.Length) / letters.Count} characters on average");
        Console.WriteLine($"sender printed {Share(letters.Count(l => l.SenderPrinted))}, date printed {Share(letters.Count(l => l.DatePrinted))}");
        Console.WriteLine($"most frequent so far: sender {Share(sender)}, type {Share(type)}, service {Share(service)}");
        return 0;

        string Share(int count) => $"{100.0 * count / letters.Count:0.0} %";
    }

    private static string? Most(Dictionary<string, int> counts) => counts.Count == 0 ? null : counts.MaxBy(c => c.Value).Key;

    private static void Learn(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
