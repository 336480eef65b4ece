using System.Globalization;
using System.Text;
using Cartulaire.Kernel.Packs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cartulaire.App.Packs.Reading;

/// <summary>A value of a YAML file with its place: a text, a list or a map.</summary>
/// <param name="At">File and line.</param>
/// <param name="Text">The text of a scalar; null otherwise.</param>
/// <param name="IsQuoted">Whether the scalar was quoted: <c>"12"</c> is a text, <c>12</c> a number.</param>
/// <param name="Items">Entries of a list; null otherwise.</param>
/// <param name="Members">Members of a map, in order; null otherwise.</param>
internal sealed record YamlValue(
    Origin At, string? Text = null, bool IsQuoted = false, IReadOnlyList<YamlValue>? Items = null, IReadOnlyList<(YamlValue Key, YamlValue Value)>? Members = null)
{
    /// <summary>What stands there, for a fault.</summary>
    public string Shown => Text is not null ? (Text.Length > 60 ? Text[..60] + "…" : Text) : Items is not null ? "[…]" : "{…}";

    /// <summary>What is written, without comments and layout.</summary>
    public string Canonical()
    {
        var builder = new StringBuilder();
        Write(builder);
        return builder.ToString();
    }

    private void Write(StringBuilder builder)
    {
        if (Text is not null)
        {
            builder.Append(CultureInfo.InvariantCulture, $"{(IsQuoted ? '"' : '\'')}{Text.Length}:{Text}");
            return;
        }

        builder.Append(Items is not null ? '[' : '{');
        foreach (var item in Items ?? [])
        {
            item.Write(builder);
        }

        foreach (var (key, value) in Members ?? [])
        {
            key.Write(builder);
            value.Write(builder);
        }

        builder.Append(Items is not null ? ']' : '}');
    }
}

/// <summary>Reads one YAML file within limits: size, depth, no anchor and no alias (they make bombs, and a reader's head spin).</summary>
internal static class YamlTree
{
    /// <summary>Characters of a file at most.</summary>
    public const int MaxLength = 512 * 1024;

    /// <summary>Levels at most.</summary>
    public const int MaxDepth = 24;

    /// <summary>The value of the file's only document; null when it cannot be read, with the fault added.</summary>
    public static YamlValue? Read(string file, string text, List<Fault> faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(new Fault(FaultCodes.YamlTooLarge, new Origin(file, 1), Number(text.Length), Number(MaxLength)));
            return null;
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                faults.Add(new Fault(FaultCodes.ValueShape, new Origin(file, 1), "map", ""));
                return null;
            }

            parser.Consume<DocumentStart>();
            return Value(parser, file, 1, faults);
        }
        catch (YamlException e)
        {
            faults.Add(new Fault(FaultCodes.YamlInvalid, new Origin(file, (int)Math.Max(1, e.Start.Line)), e.InnerException?.Message ?? e.Message));
            return null;
        }
        catch (YamlLimitException e)
        {
            faults.Add(e.Fault);
            return null;
        }
    }

    private static YamlValue Value(Parser parser, string file, int depth, List<Fault> faults)
    {
        var next = parser.Consume<ParsingEvent>();
        var at = new Origin(file, (int)next.Start.Line);
        if (next is AnchorAlias alias)
        {
            throw new YamlLimitException(new Fault(FaultCodes.YamlAlias, at, alias.Value.Value));
        }

        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            throw new YamlLimitException(new Fault(FaultCodes.YamlAlias, at, anchored.Anchor.Value));
        }

        if (depth > MaxDepth)
        {
            throw new YamlLimitException(new Fault(FaultCodes.YamlTooDeep, at, Number(MaxDepth)));
        }

        return next switch
        {
            Scalar scalar => new YamlValue(at, scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => new YamlValue(at, Items: Items(parser, file, depth, faults)),
            MappingStart => new YamlValue(at, Members: Members(parser, file, depth, faults)),
            _ => throw new YamlException(next.Start, next.End, "unexpected " + next.GetType().Name),
        };
    }

    private static List<YamlValue> Items(Parser parser, string file, int depth, List<Fault> faults)
    {
        List<YamlValue> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(parser, file, depth + 1, faults));
        }

        return items;
    }

    private static List<(YamlValue Key, YamlValue Value)> Members(Parser parser, string file, int depth, List<Fault> faults)
    {
        List<(YamlValue Key, YamlValue Value)> members = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(parser, file, depth + 1, faults);
            var value = Value(parser, file, depth + 1, faults);
            if (key.Text is null)
            {
                faults.Add(new Fault(FaultCodes.ValueShape, key.At, "text", key.Shown));
            }
            else if (!seen.Add(key.Text))
            {
                faults.Add(new Fault(FaultCodes.KeyTwice, key.At, key.Text));
            }
            else
            {
                members.Add((key, value));
            }
        }

        return members;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Leaves the recursion with the fault; never seen outside this file.</summary>
    private sealed class YamlLimitException(Fault fault) : Exception(fault.Code)
    {
        public Fault Fault { get; } = fault;
    }
}
