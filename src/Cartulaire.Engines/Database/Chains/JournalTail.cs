using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cartulaire.Engines.Database.Rows;

namespace Cartulaire.Engines.Database.Chains;

/// <summary>Writes the entries of an act at the end of the journal, inside its transaction.</summary>
/// <remarks>By plain statements: an act writes several entries, always in the same shape, and nobody reads them back through its context.</remarks>
internal static class JournalTail
{
    private const string Entry = "INSERT INTO journal (number, at, actor, kind, subject, canon, hash) VALUES (@number, @at, @actor, @kind, @subject, @canon, @hash)";
    private const string Detail = "INSERT INTO journal_detail (number, salt, details) VALUES (@number, @salt, @details)";
    private const string Head = "UPDATE journal_head SET number = @number, hash = @hash WHERE id = 1 AND number = @before";

    /// <summary>Appends the entries of the act, and moves the head.</summary>
    /// <param name="act">The act.</param>
    /// <param name="head">Where the journal stands.</param>
    /// <returns>Where it stands then.</returns>
    public static JournalHeadRow Append(Act act, JournalHeadRow head)
    {
        var (number, hash) = (head.Number, head.Hash);
        foreach (var entry in act.Events)
        {
            hash = Append(act, entry, ++number, hash);
        }

        if (PlainStatements.Run(act.Db, Head, ("@number", number), ("@hash", hash), ("@before", head.Number)) != 1)
        {
            throw new InvalidOperationException("The journal's head is not where its only writer left it.");
        }

        return new JournalHeadRow { Id = head.Id, Number = number, Hash = hash };
    }

    private static byte[] Append(Act act, JournalEvent entry, long number, byte[] previous)
    {
        byte[]? salt = null, seal = null;
        string? details = null;
        if (entry.Details is not null)
        {
            details = JsonSerializer.Serialize(entry.Details, JournalJson.Options);
            salt = RandomNumberGenerator.GetBytes(16);
            seal = HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(details));
        }

        var actor = act.Actor.Name;
        var canon = new ChainLink(number, act.Now, actor, entry.Kind, entry.Subject, seal, entry.Numbers).ToCanon();
        var hash = ChainLink.Hash(previous, canon);
        PlainStatements.Run(act.Db, Entry, ("@number", number), ("@at", act.Now.ToUnixTimeMilliseconds()), ("@actor", actor), ("@kind", entry.Kind), ("@subject", entry.Subject), ("@canon", canon), ("@hash", hash));
        if (details is not null)
        {
            PlainStatements.Run(act.Db, Detail, ("@number", number), ("@salt", salt), ("@details", details));
        }

        return hash;
    }
}
