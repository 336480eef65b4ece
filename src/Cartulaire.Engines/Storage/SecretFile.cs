using System.Security.Cryptography;

namespace Cartulaire.Engines.Storage;

/// <summary>A secret of the host in a file of its own, made at first use.</summary>
public static class SecretFile
{
    /// <summary>Bytes of a secret.</summary>
    public const int Length = 32;

    /// <summary>Reads the secret; makes it when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is there and holds no secret: an empty key would sign for everybody.</exception>
    public static byte[] ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length == Length && secret.AsSpan().ContainsAnyExcept((byte)0)
            ? secret
            : throw new InvalidDataException($"« {path} » ne contient pas une clé valable. Restaurez-la d'une sauvegarde, ou supprimez le fichier : une clé neuve sera faite.");
    }

    private static void Make(string path)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
        Posix.FlushDirectory(Path.GetDirectoryName(path)!);
    }
}
