namespace Cartulaire.Bench.Letters;

/// <summary>A letter as it would be read, and what a clerk would confirm about it.</summary>
/// <param name="Received">Day of reception: letters come in this order.</param>
/// <param name="Text">What is read on it.</param>
/// <param name="SenderId">Expected sender, from <c>s000</c>; the same whatever way the name is written.</param>
/// <param name="SenderPrinted">Whether the text names the sender at all.</param>
/// <param name="MailDate">Expected date of the letter.</param>
/// <param name="DatePrinted">Whether the text holds that date.</param>
/// <param name="Type">Expected type.</param>
/// <param name="Service">Expected treating service.</param>
internal sealed record LetterRecord(
    DateOnly Received, string Text, string SenderId, bool SenderPrinted, DateOnly MailDate, bool DatePrinted, string Type, string Service);
