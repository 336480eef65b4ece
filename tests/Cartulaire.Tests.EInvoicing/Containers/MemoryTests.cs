using Cartulaire.EInvoicing;
using Cartulaire.EInvoicing.Attachments;
using Cartulaire.Tests.EInvoicing.Hostile;

namespace Cartulaire.Tests.EInvoicing.Containers;

/// <summary>Tests that measure the memory of the whole process: alone.</summary>
[CollectionDefinition(nameof(Memory), DisableParallelization = true)]
public sealed class Memory;

/// <summary>What large invoices cost.</summary>
[Collection(nameof(Memory))]
public sealed class MemoryTests
{
    [Fact]
    public void M_03_fifty_megabytes_of_attachments_are_checked_and_read_in_less_than_forty()
    {
        var (beginning, end) = Around(AttachmentTests.Ubl("A1", "", "a.csv", "text/csv", "@"));
        Check(1_000);
        ReadAll(1_000);
        Assert.InRange(Check(12_500_000), 0, 40L << 20);
        Assert.InRange(ReadAll(12_500_000), 0, 40L << 20);

        // Peak of managed memory over what there was before, looked at with each megabyte that is read.
        long Check(long times)
        {
            using var stream = new Watched(Invoices.Repeated(beginning, "QUJD", times, end));
            Assert.Null(InvoiceCheck.Check(stream).Fault);
            return stream.Peak;
        }

        long ReadAll(long times)
        {
            using var stream = new Watched(Invoices.Repeated(beginning, "QUJD", times, end));
            using var attachments = InvoiceAttachments.Read(stream);
            var attachment = attachments.Next()!;
            long total = 0;
            var buffer = new byte[8192];
            for (int read; (read = attachment.Content.Read(buffer)) > 0;)
            {
                total += read;
            }

            Assert.Equal(3 * times, total);
            Assert.Null(attachment.Fault);
            return stream.Peak;
        }
    }

    private static (string Beginning, string End) Around(string attachment)
    {
        var parts = AttachmentTests.With(attachment).Split('@');
        return (parts[0], string.Join('@', parts[1..]));
    }

    /// <summary>A stream that looks at the managed memory while it is read.</summary>
    private sealed class Watched : Stream
    {
        private readonly Stream inner;
        private readonly long before;
        private long read;

        public Watched(Stream inner)
        {
            this.inner = inner;
            before = GC.GetTotalMemory(forceFullCollection: true);
        }

        public long Peak { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var got = inner.Read(buffer, offset, count);
            if ((read >> 20) != ((read += got) >> 20) || got == 0)
            {
                Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: false) - before);
            }

            return got;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
