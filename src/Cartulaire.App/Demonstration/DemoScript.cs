using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Cartulaire.App.Demonstration;

/// <summary>What the demonstration is made of, as its YAML file says: no id of a pack stands in the program.</summary>
internal sealed class DemoScript
{
    public Place Administration { get; set; } = new();

    public List<Place> Services { get; set; } = [];

    public List<Human> People { get; set; } = [];

    public Dictionary<string, Dictionary<string, string>> Kinds { get; set; } = [];

    public Dictionary<string, int> Leave { get; set; } = [];

    public Dictionary<string, string> Path { get; set; } = [];

    public List<string> Packs { get; set; } = [];

    /// <summary>Reads the script delivered with the program.</summary>
    public static DemoScript Read(CartulaireOptions options)
        => new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build()
            .Deserialize<DemoScript>(File.ReadAllText(System.IO.Path.Join(options.PacksFolder, "demonstration", "courrier.yaml")));

    internal sealed class Place
    {
        public string Name { get; set; } = string.Empty;

        public string Key { get; set; } = string.Empty;

        public string Title { get; set; } = string.Empty;
    }

    internal sealed class Human
    {
        public string Name { get; set; } = string.Empty;

        public string Email { get; set; } = string.Empty;

        public string Label { get; set; } = string.Empty;

        public List<string> Roles { get; set; } = [];

        public List<string> Functions { get; set; } = [];
    }
}
