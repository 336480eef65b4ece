using Cartulaire.Engines.Database.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cartulaire.Tests.Integration.Store;

/// <summary>Statements that stay compiled answer as if they were said for the first time.</summary>
public sealed class PreparedConnectionTests
{
    [Fact]
    public void The_same_words_with_other_values_give_other_rows()
    {
        using var connection = Opened();
        Assert.Equal(["one"], Read(connection, 1));
        Assert.Equal(["two"], Read(connection, 2));
        Assert.Empty(Read(connection, 3));
        Assert.Equal(["one"], Read(connection, 1));
    }

    [Fact]
    public void Words_said_again_while_their_rows_are_being_read_do_not_disturb_the_reader()
    {
        using var connection = Opened();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM thing ORDER BY id";
        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        using var again = connection.CreateCommand();
        again.CommandText = command.CommandText;
        Assert.Equal("one", again.ExecuteScalar());
        Assert.True(rows.Read());
        Assert.Equal("two", rows.GetString(0));
        Assert.False(rows.Read());
    }

    [Fact]
    public void A_transaction_that_is_over_leaves_nothing_behind_in_the_words()
    {
        using var connection = Opened();
        for (var id = 10; id < 13; id++)
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO thing (id, name) VALUES (@id, 'more')";
            command.Parameters.AddWithValue("@id", id);
            Assert.Equal(1, command.ExecuteNonQuery());
            if (id % 2 == 0)
            {
                transaction.Commit();
            }
        }

        Assert.Equal([["more"], [], ["more"]], Enumerable.Range(10, 3).Select(id => Read(connection, id)));
    }

    [Fact]
    public void More_words_than_are_kept_are_all_understood()
    {
        using var connection = Opened();
        for (var n = 0; n < 1000; n++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {n}";
            Assert.Equal((long)n, command.ExecuteScalar());
        }

        Assert.Equal(["two"], Read(connection, 2));
    }

    private static PreparedConnection Opened()
    {
        var connection = new PreparedConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO thing VALUES (1, 'one'), (2, 'two')";
        command.ExecuteNonQuery();
        return connection;
    }

    private static List<string> Read(SqliteConnection connection, int id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM thing WHERE id = @id";
        command.Parameters.AddWithValue("@id", id);
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}
