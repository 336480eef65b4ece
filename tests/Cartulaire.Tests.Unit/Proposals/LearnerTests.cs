using System.Globalization;
using System.Text.Json;
using Cartulaire.Kernel.Proposals;

namespace Cartulaire.Tests.Unit.Proposals;

public sealed class LearnerTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly (string Sender, string Head, string Foot, string Body, string Service)[] Senders =
    [
        ("c1", "Garage Collard SRL\nrue Haute 12, 5340 Gesves", "Garage Collard – TVA BE 0841.470.248", "entretien du camion et pneus de la balayeuse", "travaux"),
        ("c2", "Anne Lambert\nchemin des Prés 4, 5590 Ciney", "Anne Lambert", "inscription de mon enfant à l'école communale", "enseignement"),
        ("c3", "Étude Servais\nplace du Marché 1, 5000 Namur", "Étude Servais notaire@servais.example", "recherches urbanistiques pour la vente d'une parcelle", "urbanisme"),
        ("c4", "Imprimerie Noël\nrue du Moulin 77, 4500 Huy", "Imprimerie Noël 085 21 30 40", "facture pour les affiches de la fête", "finances"),
    ];

    [Fact]
    public void A_sender_is_known_again_by_its_identifier_which_is_the_reason_shown()
    {
        var proposal = Propose(Taught(), "Nouveau papier à lettres\nTVA BE 0841.470.248", ProposalSlots.Sender);
        Assert.Equal(("c1", ReasonCodes.Identifier), (proposal!.Value, proposal.Reason.Code));
        Assert.Equal(["BE 0841.470.248", "5"], proposal.Reason.Args);
    }

    [Fact]
    public void A_sender_is_known_again_by_its_words_even_misread()
    {
        var proposal = Propose(Taught(), "Anne Lambcrt\nchemiu des Prés 4. 5590 Cincy\nObjet : tout autre chose\nBien à vous\nAnnc Lambert", ProposalSlots.Sender);
        Assert.Equal(("c2", ReasonCodes.Words), (proposal!.Value, proposal.Reason.Code));
        Assert.True(proposal.Sure);
    }

    [Fact]
    public void Words_are_quoted_as_they_are_printed_and_none_twice()
    {
        var learner = Taught();
        var text = "Karim Benali\nà l'attention du collège\nObjet : bruit de la nuit\nBien à vous\nKarim Benali";
        learner.Learn(Confirmation.Of("200", Day.AddDays(5), LetterText.Of(text), "c9", "courrier", "travaux"));
        var reason = Propose(learner, "À l'attention du collège\nKarim\nObjet : autre", ProposalSlots.Sender)!.Reason;
        Assert.Equal(ReasonCodes.Words, reason.Code);
        var quoted = reason.Args[0].Split(", ");
        Assert.DoesNotContain(quoted, q => q.StartsWith("l ", StringComparison.Ordinal));
        var words = quoted.SelectMany(q => q.Split(' ', '\'')).ToList();
        Assert.Equal(words.Distinct(StringComparer.OrdinalIgnoreCase).Count(), words.Count);
    }

    [Fact]
    public void Where_few_senders_are_known_the_words_of_our_own_address_propose_nobody()
    {
        var few = Learner.From([Letter(0, Day, 1), Letter(1, Day, 2)]);
        Assert.Null(Propose(few, "Karim Benali\nAdministration communale\nplace du Marché 1\nObjet : bruit\nBien à vous\nKarim Benali", ProposalSlots.Sender));
    }

    [Fact]
    public void Somebody_new_is_never_sure()
    {
        var proposal = Propose(Taught(), "Karim Benali\navenue Sainte-Ode 3, 6900 Marche\nObjet : bruit\nBien à vous\nKarim Benali", ProposalSlots.Sender);
        Assert.False(proposal?.Sure ?? false);
    }

    [Fact]
    public void A_change_of_service_is_followed_from_the_second_letter_that_shows_it_and_is_not_sure_at_once()
    {
        var learner = Taught();
        learner.Learn(Letter(100, Day.AddDays(10), 0, service: "mobilite"));
        learner.Learn(Letter(101, Day.AddDays(11), 0, service: "mobilite"));
        var proposal = Propose(learner, Text(0), ProposalSlots.Service);
        Assert.Equal("mobilite", proposal!.Value);
        Assert.False(proposal.Sure);
        Assert.Equal(ReasonCodes.SameSender, proposal.Reason.Code);
    }

    [Fact]
    public void The_order_of_confirmations_does_not_matter()
    {
        var letters = Letters();
        var one = Answers(Learner.From(letters));
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            Assert.Equal(one, Answers(Learner.From(letters.OrderBy(_ => random.Next()))));
        }
    }

    [Fact]
    public void Forgetting_equals_never_having_learnt()
    {
        var letters = Letters();
        foreach (var sender in Senders.Select(s => s.Sender))
        {
            var forgetful = Learner.From(letters);
            Assert.Equal(5, forgetful.ForgetSender(sender).Count);
            var never = Learner.From(letters.Where(l => l.Sender != sender));
            Assert.Equal(Answers(never), Answers(forgetful));
            Assert.Equal(JsonSerializer.Serialize(never.State), JsonSerializer.Serialize(forgetful.State));
        }
    }

    [Fact]
    public void A_second_confirmation_replaces_the_first()
    {
        var learner = Taught();
        var count = learner.Letters;
        learner.Learn(Letter(0, Day, 0, service: "secretariat"));
        Assert.Equal(count, learner.Letters);
        Assert.Equal("secretariat", learner.State.Single(l => l.Source == "000").Service);
    }

    [Fact]
    public void The_state_survives_being_written_and_read()
    {
        var learner = Taught();
        var read = JsonSerializer.Deserialize<List<Confirmation>>(JsonSerializer.Serialize(learner.State))!;
        Assert.Equal(Answers(learner), Answers(Learner.From(read)));
        Assert.DoesNotContain("Lambert", JsonSerializer.Serialize(learner.State), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_learner_that_knows_nothing_proposes_only_what_is_written()
    {
        var proposals = new Learner().Propose(LetterText.Of("Sart, le 2 mars 2026\nN/Réf. : A-12\nObjet : Voirie\nMadame,"), Day);
        Assert.Equal([ProposalSlots.MailDate, ProposalSlots.Subject, ProposalSlots.ExternalReference], proposals.Select(p => p.Slot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \n")]
    [InlineData("\uD800 objet : \uDC00")]
    public void An_empty_or_broken_text_is_no_fault(string text) => Assert.DoesNotContain(new Learner().Propose(LetterText.Of(text), Day), p => p.Slot == ProposalSlots.Sender);

    private static Learner Taught() => Learner.From(Letters());

    private static List<Confirmation> Letters()
        => [.. Enumerable.Range(0, 20).Select(i => Letter(i, Day.AddDays(i / 7), i % Senders.Length))];

    private static Confirmation Letter(int number, DateOnly day, int sender, string? service = null)
        => Confirmation.Of(
            number.ToString("000", CultureInfo.InvariantCulture), day, LetterText.Of(Text(sender)), Senders[sender].Sender, sender == 3 ? "facture" : "courrier", service ?? Senders[sender].Service);

    private static string Text(int sender)
        => $"{Senders[sender].Head}\nSart, le 2 mars 2026\nObjet : demande\nMadame, Monsieur,\nVoici {Senders[sender].Body}.\nBien à vous\n{Senders[sender].Foot}";

    private static Proposal? Propose(Learner learner, string text, string slot) => learner.Propose(LetterText.Of(text), Day.AddDays(12)).SingleOrDefault(p => p.Slot == slot);

    private static string Answers(Learner learner)
        => JsonSerializer.Serialize(Enumerable.Range(0, Senders.Length).Select(s => learner.Propose(LetterText.Of(Text(s)), Day.AddDays(12))));
}
