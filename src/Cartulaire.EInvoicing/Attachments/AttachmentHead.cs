namespace Cartulaire.EInvoicing.Attachments;

/// <summary>What an invoice says of an attachment, before its content.</summary>
internal sealed record AttachmentHead
{
    public string Id { get; set; } = "";

    public string Description { get; set; } = "";

    public string Name { get; set; } = "";

    public string MediaType { get; set; } = "";

    public string Location { get; set; } = "";
}
