using System.Diagnostics;
using System.Globalization;
using Cartulaire.Bench.Letters;
using Cartulaire.Kernel.Proposals;

namespace Cartulaire.Bench.Proposals;

/// <summary>The generated year, letter by letter: proposed, then learnt as confirmed. One seed was looked at while building, the others were not.</summary>
internal static class ProposalsBench
{
    private static readonly string[] Slots = [ProposalSlots.Sender, ProposalSlots.MailDate, ProposalSlots.Type, ProposalSlots.Service];

    public static int Run(IReadOnlyList<int> seeds, string? shown = null)
    {
        Machine.Print("proposals " + string.Join(" ", seeds));
        foreach (var seed in seeds)
        {
            One(seed, shown);
        }

        return 0;
    }

    private static void One(int seed, string? shown)
    {
        var watch = Stopwatch.StartNew();
        var letters = YearOfLetters.Make(seed, new DateOnly(2026, 1, 1));
        var learner = new Learner();
        var total = Slots.ToDictionary(s => s, _ => new Tally(), StringComparer.Ordinal);
        var months = Enumerable.Range(1, 12).ToDictionary(m => m, _ => Slots.ToDictionary(s => s, _ => new Tally(), StringComparer.Ordinal));
        var counts = Slots.ToDictionary(s => s, _ => new Dictionary<string, int>(StringComparer.Ordinal), StringComparer.Ordinal);
        var (first, number) = (0, 0);
        foreach (var letter in letters)
        {
            var text = LetterText.Of(letter.Text);
            var proposals = learner.Propose(text, letter.Received).ToDictionary(p => p.Slot, StringComparer.Ordinal);
            first += letter.SenderPrinted && !counts[ProposalSlots.Sender].ContainsKey(letter.SenderId) ? 1 : 0;
            foreach (var slot in Slots)
            {
                var expected = Expected(letter, slot);
                var most = counts[slot].Count == 0 ? null : counts[slot].MaxBy(c => c.Value).Key;
                var proposal = proposals.GetValueOrDefault(slot);
                var asked = slot == ProposalSlots.Sender ? letter.SenderPrinted : slot != ProposalSlots.MailDate || letter.DatePrinted;
                foreach (var tally in new[] { total[slot], months[letter.Received.Month][slot] })
                {
                    tally.Take(asked, proposal?.Value, proposal?.Sure ?? false, expected, most);
                }

                counts[slot][expected] = counts[slot].GetValueOrDefault(expected) + 1;
                if (string.Equals(shown, slot, StringComparison.Ordinal) && asked && !string.Equals(proposal?.Value, expected, StringComparison.Ordinal) && counts[slot][expected] > 1)
                {
                    Console.WriteLine($"{letter.Received:MM-dd} {slot} {proposal?.Value} for {expected} (sure: {proposal?.Sure}, {proposal?.Confidence:0.00}): {proposal?.Reason.Code} {string.Join(" | ", proposal?.Reason.Args ?? [])}");
                }
            }

            learner.Learn(Confirmation.Of(number++.ToString("00000", CultureInfo.InvariantCulture), letter.Received, text, letter.SenderId, letter.Type, letter.Service));
        }

        Print(seed, total, months);
        var printed = total[ProposalSlots.Sender].Asked;
        Console.WriteLine($"{first} letters are the first of their sender: no learner can name it, so that {100.0 * (printed - first) / printed:0.0} % is the ceiling; of the others {100.0 * total[ProposalSlots.Sender].Right / (printed - first):0.0} % named. {watch.Elapsed.TotalMilliseconds / letters.Count:0.0} ms a letter.");
    }

    private static string Expected(LetterRecord letter, string slot) => slot switch
    {
        ProposalSlots.Sender => letter.SenderId,
        ProposalSlots.MailDate => letter.MailDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ProposalSlots.Type => letter.Type,
        _ => letter.Service,
    };

    private static void Print(int seed, Dictionary<string, Tally> total, Dictionary<int, Dictionary<string, Tally>> months)
    {
        Console.WriteLine($"\nSeed {seed}:\n\n| slot | asked | right | most frequent | shown as sure | of these wrong |\n|---|---|---|---|---|---|");
        foreach (var slot in Slots)
        {
            var t = total[slot];
            Console.WriteLine($"| {slot} | {t.Asked} | {t.Share:0.0} % | {100.0 * t.MostFrequent / t.Asked:0.0} % | {t.Sure} | {t.SureWrong} ({t.SureWrongShare:0.00} %) |");
        }

        var (sure, wrong) = (total.Values.Sum(t => t.Sure), total.Values.Sum(t => t.SureWrong));
        Console.WriteLine($"| all | | | | {sure} | {wrong} ({100.0 * wrong / sure:0.00} %) |\n\n| month | {string.Join(" | ", Slots.Select(s => $"{s}: right, sure and wrong"))} |\n|---|---|---|---|---|");
        foreach (var (month, tallies) in months)
        {
            Console.WriteLine($"| {month} | {string.Join(" | ", Slots.Select(s => $"{tallies[s].Share:0.0} %, {tallies[s].SureWrong} of {tallies[s].Sure}"))} |");
        }
    }
}
