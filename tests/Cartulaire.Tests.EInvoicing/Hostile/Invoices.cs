using System.Text;

namespace Cartulaire.Tests.EInvoicing.Hostile;

/// <summary>A small right invoice, and how it is spoilt.</summary>
internal static class Invoices
{
    /// <summary>An official example.</summary>
    public static string Right { get; } = File.ReadAllText(Samples.Files("en16931").Single(f => Path.GetFileName(f) == "ubl-tc434-example1.xml"));

    public static Stream AsStream(this string text, Encoding? encoding = null) => new MemoryStream([.. (encoding ?? new UTF8Encoding(false)).GetPreamble(), .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)]);

    /// <summary>A stream that repeats a piece between a beginning and an end, without ever holding it whole.</summary>
    public static Stream Repeated(string beginning, string piece, long times, string end) => new Repeating(Encoding.UTF8.GetBytes(beginning), Encoding.UTF8.GetBytes(piece), times, Encoding.UTF8.GetBytes(end));

    private sealed class Repeating(byte[] beginning, byte[] piece, long times, byte[] end) : Stream
    {
        private readonly long length = beginning.Length + (piece.Length * times) + end.Length;
        private long at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = 0;
            for (; read < count && at < length; at++, read++)
            {
                buffer[offset + read] = at < beginning.Length ? beginning[at]
                    : at < length - end.Length ? piece[(at - beginning.Length) % piece.Length]
                    : end[at - (length - end.Length)];
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
