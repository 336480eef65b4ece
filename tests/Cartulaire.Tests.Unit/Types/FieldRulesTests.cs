using Cartulaire.Kernel;
using Cartulaire.Kernel.Access;
using Cartulaire.Kernel.Types;
using Cartulaire.Tests.Unit.Packs;

namespace Cartulaire.Tests.Unit.Types;

public sealed class FieldRulesTests
{
    private const Rights All = Rights.Read | Rights.Edit | Rights.EditBase | Rights.Route;
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly string Service = $"\"service_{new string('a', 32)}\"";

    [Theory]
    [InlineData("subject", "\"  A  \"", "\"A\"")]
    [InlineData("subject", "\"e\\u0301\"", "\"é\"")]
    [InlineData("subject", "\"   \"", null)]
    [InlineData("subject", "null", null)]
    [InlineData("received", "\"2026-02-28\"", "\"2026-02-28\"")]
    [InlineData("amount", "10.50", "10.5")]
    [InlineData("amount", "\"12.25\"", "12.25")]
    [InlineData("amount", "0", "0")]
    [InlineData("secret", "\"true\"", "true")]
    [InlineData("secret", "false", "false")]
    [InlineData("mode", "\"post\"", "\"post\"")]
    [InlineData("sort", "\"plain\"", "\"plain\"")]
    [InlineData("code", "\"ab-123\"", "\"ab-123\"")]
    [InlineData("lines", "[]", null)]
    [InlineData("lines", "[{\"what\":\"x\",\"price\":1.10},{}]", "[{\"price\":1.1,\"what\":\"x\"}]")]
    public void A_value_is_brought_into_its_normal_form(string field, string submitted, string? normal)
    {
        var result = Submit($$"""{"{{field}}":{{submitted}}}""");
        Assert.Equal(normal, result.Value.Get(field) is { } value ? Properties.Canonical(value) : null);
    }

    [Theory]
    [InlineData("nothing", "1", "field.unknown")]
    [InlineData("total", "1", "field.computed")]
    [InlineData("subject", "12", "field.text-expected")]
    [InlineData("subject", "\"a\\nb\"", "field.one-line")]
    [InlineData("subject", "\"a\\u0000b\"", "field.text-malformed")]
    [InlineData("received", "\"23/11/2026\"", "field.date-expected")]
    [InlineData("received", "\"2026-02-30\"", "field.date-expected")]
    [InlineData("received", "20260223", "field.date-expected")]
    [InlineData("amount", "\"1,5\"", "field.number-expected")]
    [InlineData("amount", "\"abc\"", "field.number-expected")]
    [InlineData("amount", "1e300", "field.number-expected")]
    [InlineData("amount", "1.005", "field.cents")]
    [InlineData("amount", "-1", "field.too-small")]
    [InlineData("amount", "5000.01", "field.too-great")]
    [InlineData("secret", "\"oui\"", "field.boolean-expected")]
    [InlineData("mode", "\"fax\"", "field.option-unknown")]
    [InlineData("mode", "1", "field.option-unknown")]
    [InlineData("sort", "\"fax\"", "field.code-unknown")]
    [InlineData("code", "\"ab_123\"", "field.pattern")]
    [InlineData("code", "\"ab-12\"", "field.pattern")]
    [InlineData("agent", "\"marie\"", "field.id-expected")]
    [InlineData("agent", "\"service_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "field.id-expected")]
    [InlineData("sender", "[\"x\"]", "field.id-expected")]
    [InlineData("lines", "{}", "field.table-expected")]
    [InlineData("lines", "[1]", "field.table-expected")]
    public void A_wrong_value_is_refused_with_its_field(string field, string submitted, string code)
    {
        var failure = Assert.Single(Submit($$"""{"{{field}}":{{submitted}}}""").Failures);
        Assert.Equal((code, field), (failure.Code, failure.Field));
    }

    [Theory]
    [InlineData("[{\"price\":1}]", "field.required", "lines[0].what")]
    [InlineData("[{\"what\":\"a\"},{\"what\":\"b\",\"price\":1.001}]", "field.cents", "lines[1].price")]
    [InlineData("[{\"what\":\"a\",\"colour\":\"b\"}]", "field.unknown", "lines[0].colour")]
    public void A_wrong_cell_is_told_by_row_and_column(string rows, string code, string path)
        => Assert.Contains(Submit($$"""{"lines":{{rows}}}""").Failures, f => (f.Code, f.Field) == (code, path));

    [Theory]
    [InlineData("subject")]
    [InlineData("code")]
    public void R_09_a_mebibyte_is_refused_in_every_text(string field)
        => Assert.Equal("field.too-long", Submit($$"""{"{{field}}":"{{new string('é', 1 << 20)}}"}""").Failure.Code);

    [Fact]
    public void R_09_the_cap_counts_characters_exactly()
    {
        Assert.True(Submit($$"""{"subject":"{{new string('x', 100)}}"}""").IsSuccess);
        Assert.Equal("field.too-long", Submit($$"""{"subject":"{{new string('x', 101)}}"}""").Failure.Code);
    }

    [Fact]
    public void A_code_that_expired_stays_where_it_stands_and_cannot_be_chosen_again()
    {
        var later = new DateOnly(2027, 1, 1);
        Assert.Equal("field.code-expired", Submit("""{"sort":"urgent"}""", today: later).Failure.Code);
        Assert.True(Submit("""{"sort":"urgent"}""", Properties.Parse("""{"sort":"urgent"}"""), today: later).IsSuccess);
    }

    [Fact]
    public void Several_values_lose_their_doubles_and_their_blanks()
        => Assert.Equal($"[{Service}]", Properties.Canonical(Submit($$"""{"services":[{{Service}},"",{{Service}}]}""").Value.Get("services")!.Value));

    [Fact]
    public void What_is_not_submitted_stays_and_null_clears()
    {
        var after = Submit("""{"amount":null}""", Properties.Parse("""{"amount":3,"subject":"A"}""")).Value;
        Assert.Equal("A", after.Text("subject"));
        Assert.False(after.Has("amount"));
    }

    [Fact]
    public void Computed_fields_follow()
    {
        var after = Submit("""{"amount":1.5,"lines":[{"what":"a","price":2},{"what":"b","price":3.25}],"received":"2026-12-24"}""").Value;
        Assert.Equal(6.75m, after.Number("total"));
        Assert.Equal(new DateOnly(2027, 1, 1), after.Date("limit"));
        Assert.False(Submit("""{"received":null}""", after).Value.Has("limit"));
    }

    [Theory]
    [InlineData(Rights.Read, "subject", "\"A\"", "field.read-only")]
    [InlineData(Rights.Read | Rights.Edit, "code", "\"ab-123\"", "field.base-only")]
    [InlineData(Rights.Read | Rights.Edit | Rights.EditBase, "services", "[\"service_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]", "field.route-only")]
    public void A_field_asks_for_its_own_right(Rights rights, string field, string value, string code)
        => Assert.Equal((code, field), (Submit($$"""{"{{field}}":{{value}}}""", rights: rights).Failure.Code, field));

    [Fact]
    public void Submitting_what_already_stands_asks_for_no_right()
        => Assert.True(Submit("""{"subject":"A"}""", Properties.Parse("""{"subject":"A"}"""), Rights.Read).IsSuccess);

    [Theory]
    [InlineData("new", true)]
    [InlineData("treat", true)]
    [InlineData("end", false)]
    public void A_field_is_required_from_its_state_on(string state, bool accepted)
        => Assert.Equal(accepted, Submit("""{"subject":"A"}""", state: state).IsSuccess);

    [Fact]
    public void All_failures_are_told_at_once()
        => Assert.Equal(3, Submit("""{"amount":-1,"received":"x","mode":"fax"}""").Failures.Count);

    [Fact]
    public void Defaults_fill_only_what_nobody_said()
    {
        var type = MiniPack.Catalogue.Type("letter");
        var filled = Defaults.Apply(MiniPack.Catalogue, type, Properties.Parse("""{"sort":"plain","received":"2026-11-23"}"""), null, Today);
        Assert.Equal(new DateOnly(2026, 11, 30), filled.Date("due"));
        var said = Defaults.Apply(MiniPack.Catalogue, type, Properties.Parse("""{"sort":"plain","received":"2026-11-23","due":"2026-12-01"}"""), null, Today);
        Assert.Equal(new DateOnly(2026, 12, 1), said.Date("due"));
        Assert.False(Defaults.Apply(MiniPack.Catalogue, type, Properties.Parse("""{"sort":"urgent","received":"2026-11-23"}"""), null, Today).Has("due"));
    }

    private static Outcome<Properties> Submit(string json, Properties? current = null, Rights rights = All, string? state = null, DateOnly? today = null)
        => FieldRules.Validate(new FieldContext(MiniPack.Catalogue, MiniPack.Catalogue.Type("letter"), rights, state, today ?? Today), current ?? Properties.Empty, Properties.Parse(json));
}
