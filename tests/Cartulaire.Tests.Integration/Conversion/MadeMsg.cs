using System.Buffers.Binary;
using System.Text;

namespace Cartulaire.Tests.Integration.Conversion;

/// <summary>Writes the smallest compound file that is an Outlook message: every stream in regular sectors (mini cut-off 0).</summary>
internal static class MadeMsg
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;
    private const uint None = 0xFFFFFFFF;

    private sealed record Node(string Name, byte Type, byte[] Content)
    {
        public List<Node> Children { get; } = [];

        public uint Start { get; set; } = End;

        public uint Next { get; set; } = None;

        public uint Child { get; set; } = None;
    }

    public static byte[] Make(string subject, string body, string from, string attachment, string content)
    {
        var root = new Node("Root Entry", 5, []);
        root.Children.Add(new("__properties_version1.0", 2, new byte[48]));
        root.Children.Add(Text("0037", subject));
        root.Children.Add(Text("1000", body));
        root.Children.Add(Text("5D01", from));
        var storage = new Node("__attach_version1.0_#00000000", 1, []);
        storage.Children.Add(Text("3707", attachment));
        storage.Children.Add(new("__substg1.0_37010102", 2, Encoding.UTF8.GetBytes(content)));
        root.Children.Add(storage);
        return Write(root);
    }

    private static Node Text(string property, string value) => new($"__substg1.0_{property}001F", 2, Encoding.Unicode.GetBytes(value));

    private static byte[] Write(Node root)
    {
        List<Node> nodes = [];
        Number(root, nodes);
        List<byte[]> sectors = [new byte[Sector]];
        List<uint> table = [0xFFFFFFFD];
        foreach (var node in nodes.Where(node => node.Type == 2))
        {
            node.Start = Append(node.Content, sectors, table);
        }

        var directory = new byte[(nodes.Count + 3) / 4 * Sector];
        for (var i = 0; i < nodes.Count; i++)
        {
            Row(nodes[i], directory.AsSpan(i * 128, 128));
        }

        var start = Append(directory, sectors, table);
        sectors[0].AsSpan().Fill(0xFF);
        for (var i = 0; i < table.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(sectors[0].AsSpan(4 * i), table[i]);
        }

        return [.. Head(start), .. sectors.SelectMany(sector => sector)];
    }

    private static void Number(Node node, List<Node> nodes)
    {
        nodes.Add(node);
        var previous = (Node?)null;
        foreach (var child in node.Children)
        {
            var number = (uint)nodes.Count;
            if (previous is null)
            {
                node.Child = number;
            }
            else
            {
                previous.Next = number;
            }

            previous = child;
            Number(child, nodes);
        }
    }

    private static uint Append(byte[] content, List<byte[]> sectors, List<uint> table)
    {
        var first = (uint)sectors.Count;
        foreach (var chunk in content.Chunk(Sector))
        {
            var sector = new byte[Sector];
            chunk.CopyTo(sector, 0);
            sectors.Add(sector);
            table.Add((uint)sectors.Count);
        }

        table[^1] = End;
        return first;
    }

    private static void Row(Node node, Span<byte> row)
    {
        var name = Encoding.Unicode.GetBytes(node.Name);
        name.CopyTo(row);
        BinaryPrimitives.WriteUInt16LittleEndian(row[64..], (ushort)(name.Length + 2));
        row[66] = node.Type;
        BinaryPrimitives.WriteUInt32LittleEndian(row[68..], None);
        BinaryPrimitives.WriteUInt32LittleEndian(row[72..], node.Next);
        BinaryPrimitives.WriteUInt32LittleEndian(row[76..], node.Child);
        BinaryPrimitives.WriteUInt32LittleEndian(row[116..], node.Start);
        BinaryPrimitives.WriteUInt32LittleEndian(row[120..], (uint)node.Content.Length);
    }

    private static byte[] Head(uint directory)
    {
        var head = new byte[Sector];
        byte[] signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(head, 0);
        head[24] = 0x3E;
        head[26] = 3;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(28), 0xFFFE);
        head[30] = 9;
        head[32] = 6;
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(44), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(48), directory);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(60), End);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(68), End);
        head.AsSpan(76).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(76), 0);
        return head;
    }
}
