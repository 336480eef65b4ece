using System.Text;
using Cartulaire.Engines.Database;
using Cartulaire.Engines.Database.Rows;
using Cartulaire.Engines.Storage;
using Cartulaire.Kernel;
using Cartulaire.Tests.Integration.Support;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Erasure;

/// <summary>A user and a contact whose words stand in every text of the record that may hold them.</summary>
internal sealed class Canaries(AdministrationStore store)
{
    /// <summary>Parts of words that exist nowhere else; none is left after both are erased.</summary>
    public static readonly string[] Words = ["kanarienvogel", "zoekanari", "zoe.k@", "oiseaucanari", "canary-", "0475 11 22 33", "zelie", "zélie"];

    private const string Quote = "Lettre de Zoé Kanarienvogel (ZOE KANARIENVOGEL) et de Zélie Oiseaucanari, 0475 11 22 33, zelie.o@sart.example";
    private const string QuoteJson = """{"note": "de Zo\u00e9 Kanarienvogel", "list": ["Zélie Oiseaucanari", 3], "mail": "zoe.k@sart.example"}""";

    public PersonId User { get; } = PersonId.New();

    public ContactId Contact { get; } = ContactId.New();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task AddAsync(string blob)
    {
        var item = await SomeItem.AddAsync(store, Quote, QuoteJson, QuoteJson);
        var written = await store.Writer.RunAsync<Done>(
            Actor.Operator("test"),
            async (act, ct) =>
            {
                var service = new ServiceRow { Id = ServiceId.New(), Name = "cabinet", Title = "Cabinet de Zoé Kanarienvogel", Active = true };
                act.Db.Services.Add(service);
                await act.FlushAsync(ct);
                AddUser(act, service.Id);
                AddContact(act);
                await act.FlushAsync(ct);
                AddQuotes(act, item, blob);
                act.Journal("user.added", User, new { title = "canary-in-own-entry" });
                act.Journal("item.changed", item, new { from = Quote, to = "autre" });
                await act.EnqueueAsync("unknown-to-this-test", new { quote = Quote }, item, uniqueKey: Quote, ct: ct);
                await act.FlushAsync(ct);
                act.Db.Jobs.Local.Single(j => j.UniqueKey == Quote).Reason = Quote;
                return default(Done);
            },
            Ct);
        Assert.True(written.Outcome.IsSuccess);
    }

    /// <summary>Columns, among those given, that hold no word of theirs.</summary>
    public static async Task<IReadOnlyList<string>> EmptyOfThemAsync(string folder, IEnumerable<string> columns)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Join(folder, "record.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Ct);
        var empty = new List<string>();
        foreach (var column in columns)
        {
            var at = column.IndexOf('.', StringComparison.Ordinal);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT CAST(\"{column[(at + 1)..]}\" AS TEXT) FROM {column[..at]}";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            var found = false;
            while (await reader.ReadAsync(Ct))
            {
                found |= !reader.IsDBNull(0) && Words.Any(w => reader.GetString(0).Contains(w, StringComparison.OrdinalIgnoreCase));
            }

            if (!found)
            {
                empty.Add(column);
            }
        }

        return empty;
    }

    /// <summary>Files and words found by reading every byte of a folder.</summary>
    public static async Task<IReadOnlyList<string>> ScanAsync(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("owner.lock", StringComparison.Ordinal)))
        {
            byte[] bytes;
            try
            {
                bytes = await File.ReadAllBytesAsync(file, Ct);
            }
            catch (FileNotFoundException)
            {
                // The index let go of it meanwhile; a file that is gone holds nothing.
                continue;
            }

            var text = Encoding.Latin1.GetString(bytes);
            found.AddRange(Words.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{Path.GetFileName(file)}: {w}"));
        }

        return found;
    }

    private void AddUser(Act act, ServiceId service)
    {
        act.Db.Persons.Add(new PersonRow
        {
            Id = User,
            Name = "zoekanari",
            DisplayName = "Zoé Kanarienvogel",
            Email = "zoe.k@sart.example",
            Language = "canary-language",
            PasswordHash = "canary-hash",
            SecurityStamp = "canary-stamp",
            Active = true,
            CreatedAt = act.Now,
        });
        act.Db.PersonRoles.Add(new PersonRoleRow { PersonId = User, Role = "canary-role" });
        act.Db.PersonFunctions.Add(new PersonFunctionRow { PersonId = User, ServiceId = service, Function = "canary-function" });
        act.Db.Tokens.Add(new TokenRow { Id = TokenId.New(), PersonId = User, SecretHash = "canary-secret", Label = "canary-label", CreatedAt = act.Now });
        act.Db.Sessions.Add(new SessionRow
        {
            Id = SessionId.New(),
            PersonId = User,
            SecretHash = "canary-session",
            CreatedAt = act.Now,
            SeenAt = act.Now,
        });
        act.Db.Idempotency.Add(new IdempotencyRow { Actor = Actor.Of(User).Name, Key = "canary-key", Request = "-", Answer = "canary-answer", CreatedAt = act.Now });
        act.Db.SavedSearches.Add(new SavedSearchRow { Id = Guid.CreateVersion7(), PersonId = User, Title = "canary-search", Query = "canary-query", CreatedAt = act.Now });
    }

    private void AddContact(Act act)
    {
        // Words wait for their contact: the model knows no foreign keys.
        act.Db.Contacts.Add(NewContact(act, Contact, "person", "Oiseaucanari", "Zélie"));
        var position = NewContact(act, ContactId.New(), "position", "canary-position", null);
        position.PersonId = Contact;
        act.Db.Contacts.Add(position);
        act.Db.ContactWords.Add(new ContactWordRow { ContactId = Contact, Word = "oiseaucanari" });
    }

    private static ContactRow NewContact(Act act, ContactId id, string kind, string name, string? givenName) => new()
    {
        Id = id,
        Kind = kind,
        Name = name,
        GivenName = givenName,
        Email = "zelie.o@sart.example",
        Phone = "0475 11 22 33",
        Street = "canary-street",
        HouseNumber = "canary-7",
        PostalCode = "canary-9999",
        Locality = "canary-locality",
        Country = "canary-country",
        EnterpriseNumber = "canary-0123",
        Search = "oiseaucanari zelie",
        Active = true,
        Stamp = 1,
        CreatedAt = act.Now,
        ChangedAt = act.Now,
    };

    private static void AddQuotes(Act act, ItemId item, string blob)
    {
        var other = PersonId.New();
        act.Db.Persons.Add(new PersonRow { Id = other, Name = "greffier", DisplayName = "Le greffier", Email = "-", Language = "fr", SecurityStamp = "-", CreatedAt = act.Now });
        act.Db.ItemKeys.Add(new ItemKeyRow { Register = "keys", Key = "zoe.k@sart.example", ItemId = item });
        act.Db.ExternalReferences.Add(new ExternalReferenceRow { System = "other", Value = "zelie.o@sart.example", ItemId = item });
        act.Db.Versions.Add(new VersionRow
        {
            Id = VersionId.New(),
            ItemId = item,
            Number = 1,
            Blob = blob,
            FileName = "Zoé Kanarienvogel.pdf",
            MediaType = "text/plain",
            DeclaredMediaType = "text/plain; name=\"Zoé Kanarienvogel\"",
            Properties = QuoteJson,
            Comment = Quote,
            CreatedAt = act.Now,
            CreatedBy = "-",
        });
        act.Db.Renditions.Add(new RenditionRow { Blob = blob, Kind = "text", State = "impossible", Tool = "-", ToolVersion = "-", Detail = Quote, CreatedAt = act.Now });
        act.Db.Assignments.Add(new AssignmentRow
        {
            Id = AssignmentId.New(),
            ItemId = item,
            Kind = "work",
            State = "-",
            Comment = Quote,
            CreatedAt = act.Now,
            CreatedBy = "-",
            ChangedAt = act.Now,
        });
        act.Db.RegisterCounters.Add(new RegisterCounterRow { Register = "r", Period = "2026", Last = 1 });
        act.Db.RegisterEntries.Add(new RegisterEntryRow
        {
            Register = "r",
            Period = "2026",
            Number = 1,
            Label = "1",
            ItemId = item,
            RegisteredAt = act.Now,
            RegisteredBy = "-",
            CancelReason = Quote,
        });
        act.Db.Receptions.Add(new ReceptionRow
        {
            Id = ReceptionId.New(),
            BatchId = BatchId.New(),
            Blob = blob,
            FileName = "scan de Zélie Oiseaucanari.pdf",
            MediaType = "text/plain",
            Source = "api",
            WantedType = "lettre de Zélie Oiseaucanari",
            State = "received",
            ReceivedAt = act.Now,
            ReceivedBy = "-",
        });
        act.Db.Uploads.Add(new UploadRow
        {
            Id = UploadId.New(),
            PersonId = other,
            FileName = "scan de Zélie Oiseaucanari.pdf",
            MediaType = "text/plain; name=\"Zoé Kanarienvogel\"",
            WantedType = "lettre de Zélie Oiseaucanari",
            BatchId = BatchId.New(),
            CreatedAt = act.Now,
            ExpiresAt = act.Now,
        });
        act.Db.Idempotency.Add(new IdempotencyRow { Actor = "other", Key = Quote, Request = "-", Answer = QuoteJson, CreatedAt = act.Now });
    }
}
