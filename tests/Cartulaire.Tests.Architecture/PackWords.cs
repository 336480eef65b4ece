using YamlDotNet.RepresentationModel;

namespace Cartulaire.Tests.Architecture;

/// <summary>The ids that packs give to their own things, and the names of capabilities and slots that they take from the code.</summary>
internal sealed class PackWords
{
    /// <summary>Under these keys a mapping's own keys are ids, as <c>id:</c> is elsewhere.</summary>
    private static readonly HashSet<string> Named = new(["types", "fields", "states", "transitions", "registers", "workflows", "lists", "dashboards", "functions", "roles"], StringComparer.Ordinal);

    private PackWords()
    {
    }

    /// <summary>Id and the file where it was first seen.</summary>
    public SortedDictionary<string, string> Ids { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Capabilities { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Slots { get; } = new(StringComparer.Ordinal);

    public static PackWords Read(Repository repository)
    {
        var words = new PackWords();
        foreach (var file in repository.Packs)
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(file.Text));
            foreach (var document in yaml.Documents)
            {
                words.Visit(document.RootNode, file.Path);
            }
        }

        return words;
    }

    private void Visit(YamlNode node, string path)
    {
        foreach (var child in (node as YamlSequenceNode)?.Children ?? [])
        {
            Visit(child, path);
        }

        foreach (var (key, value) in (node as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (name == "capabilities")
            {
                Capability(value);
                continue;
            }

            if (name == "id" && value is YamlScalarNode { Value: { } id })
            {
                Ids.TryAdd(id, path);
            }

            if (Named.Contains(name) && value is YamlMappingNode things)
            {
                foreach (var thing in things.Children.Keys.OfType<YamlScalarNode>())
                {
                    Ids.TryAdd(thing.Value!, path);
                }
            }

            Visit(value, path);
        }
    }

    /// <summary><c>[registers]</c>, <c>{registers: {slot: field}}</c> or <c>[{id: registers, slots: {slot: field}}]</c>.</summary>
    private void Capability(YamlNode node)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { } name }:
                Capabilities.Add(name);
                break;
            case YamlSequenceNode sequence:
                sequence.Children.ToList().ForEach(Capability);
                break;
            case YamlMappingNode mapping when mapping.Children.TryGetValue("id", out var id) || mapping.Children.TryGetValue("capability", out id):
                Capability(id);
                if (mapping.Children.TryGetValue("slots", out var slots))
                {
                    Slot(slots);
                }

                break;
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    Capability(key);
                    Slot(value);
                }

                break;
        }
    }

    private void Slot(YamlNode node)
    {
        foreach (var (key, value) in (node as YamlMappingNode)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (key is YamlScalarNode { Value: "slots" })
            {
                Slot(value);
            }
            else if (key is YamlScalarNode { Value: { } name })
            {
                Slots.Add(name);
            }
        }
    }
}
