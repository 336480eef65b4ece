using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.Engines.Database;
using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Types;

namespace Cartulaire.Bench.Search;

/// <summary>Who may read a group of records, and their documents: one draw of services, in one state.</summary>
/// <param name="State">State of the record.</param>
/// <param name="Treating">Treating services.</param>
/// <param name="Copies">Services in copy.</param>
/// <param name="Sets">Access sets of the record, of its main document, of its annexes.</param>
internal sealed record Share(string State, IReadOnlyList<ServiceId> Treating, IReadOnlyList<ServiceId> Copies, IReadOnlyList<AccessSet> Sets)
{
    /// <summary>Draws services: one to four of the sixty, as in reference/engines.md.</summary>
    public static Share Draw(SeedTown town, Random random)
    {
        var services = Enumerable.Range(0, random.Next(1, 5)).Select(_ => town.Services[random.Next(town.Services.Count)]).Distinct().ToList();
        var treating = services.Take(random.Next(1, 3)).ToList();
        var copies = services.Skip(treating.Count).ToList();
        var state = random.Next(10) switch { 0 => random.Next(2) == 0 ? "to-treat" : "in-treatment", _ => "closed" };
        var properties = Properties.Parse(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["treating-services"] = treating.Select(s => s.ToString()),
            ["copy-services"] = copies.Select(s => s.ToString()),
        }));
        var record = AccessRules.Compute(town.Catalogue, new ItemFacts("incoming-mail", state, properties, [], default));
        return new(state, treating, copies, [record, Child("mail-document"), Child("annex")]);

        AccessSet Child(string type) => AccessRules.Compute(town.Catalogue, new ItemFacts(type, null, Properties.Empty, [], default), record);
    }
}

/// <summary>One document with its text.</summary>
internal sealed record SeedDocument(ItemId Id, string Title, string Address, int Size, byte[] Text);

/// <summary>One record with three documents, ready to be written; the same for the same place.</summary>
internal sealed record SeedRecord(ItemId Id, DateOnly Day, string Type, string Subject, int Share, string Properties, IReadOnlyList<SeedDocument> Documents)
{
    public const int Documents3 = 3;

    public static readonly string[] Types = ["letter", "invoice", "access-request", "registered-return", "receipt-return", "privacy-request", "bailiff", "parcel", "medical-certificate", "personal"];

    private static readonly DateOnly First = new(2016, 1, 1);

    /// <summary>Makes the record of a place among all; days follow each other.</summary>
    public static SeedRecord Make(Town town, SeedTown seed, IReadOnlyList<Share> shares, int place, int records)
    {
        var random = new Random(place);
        var day = First.AddDays((int)(3652L * place / records));
        var type = Types[Math.Min(Types.Length - 1, (int)Math.Floor(Math.Pow(Types.Length, random.NextDouble()) - 1))];
        var share = random.Next(shares.Count);
        var subject = town.Text(random, 6);
        var sender = seed.Contacts[random.Next(seed.Contacts.Count)];
        var received = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["subject"] = subject,
            ["sender"] = new[] { sender.Id.ToString() },
            ["mail-type"] = type,
            ["mail-date"] = day.AddDays(-random.Next(5)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["reception-date"] = received,
            ["external-reference"] = string.Create(CultureInfo.InvariantCulture, $"{town.Word(random.Next(2000))}/{random.Next(10_000)}"),
            ["treating-services"] = shares[share].Treating.Select(s => s.ToString()),
        };
        if (shares[share].Copies.Count > 0)
        {
            properties["copy-services"] = shares[share].Copies.Select(s => s.ToString());
        }

        var documents = Enumerable.Range(1, Documents3).Select(n => Document(town.Page(random), string.Create(CultureInfo.InvariantCulture, $"piece-{n}.txt"))).ToList();
        return new(ItemId.New(), day, type, subject, share, Kernel.Types.Properties.Parse(JsonSerializer.Serialize(properties)).ToJson(), documents);
    }

    private static SeedDocument Document(string text, string title)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(ItemId.New(), title, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, Compression.OfBytes(bytes));
    }
}
