using Cartulaire.Kernel;
using Cartulaire.Kernel.Assignments;
using Cartulaire.Kernel.Items;
using Cartulaire.Kernel.Organisation;
using Cartulaire.Kernel.Packs;
using Cartulaire.Kernel.Types;
using Cartulaire.Kernel.Workflows;
using Cartulaire.Tests.Unit.Packs;

namespace Cartulaire.Tests.Unit.Workflows;

public sealed class WorkflowTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly ServiceId Roads = ServiceId.New();
    private static readonly ServiceId Taxes = ServiceId.New();
    private static readonly PersonId Clerk = PersonId.New();
    private static readonly PersonId Editor = PersonId.New();
    private static readonly PersonId Chief = PersonId.New();
    private static readonly Workflow Flow = new(MiniPack.Catalogue);

    [Fact]
    public void An_unknown_transition_and_one_not_offered_are_told_apart()
    {
        Assert.Equal("transition.unknown", Flow.Plan(New(), "nothing", Clerk, Staff()).Failure.Code);
        Assert.Equal("transition.not-offered", Flow.Plan(New(), "send", Editor, Staff()).Failure.Code);
        Assert.Equal("transition.not-offered", Flow.Plan(New(), "finish", Clerk, Staff()).Failure.Code);
    }

    [Fact]
    public void A_transition_that_lacks_something_is_shown_with_what_lacks()
    {
        var facts = New() with { Properties = Properties.Empty };
        var offered = Assert.Single(Flow.Offered(facts, Clerk, Staff(), Today));
        Assert.False(offered.IsOpen);
        Assert.Equal(("condition.field-empty", "subject"), (offered.Blockers[0].Code, offered.Blockers[0].Field));
        Assert.Equal("condition.field-empty", Flow.Plan(facts, "send", Clerk, Staff(), Today).Failure.Code);
    }

    [Fact]
    public void A_level_is_met_where_somebody_holds_it_and_skipped_elsewhere()
    {
        Assert.Equal("check", Flow.Plan(New(), "send", Clerk, Staff(chief: Roads), Today).Value.To);
        Assert.Equal("treat", Flow.Plan(New(), "send", Clerk, Staff(chief: Taxes), Today).Value.To);
        Assert.Equal("check", Flow.Plan(New(Taxes, Roads), "send", Clerk, Staff(chief: Roads), Today).Value.To);
    }

    [Fact]
    public void An_item_stays_at_a_level_that_is_held_and_moves_on_when_it_is_no_longer()
    {
        var waiting = New() with { State = "check" };
        Assert.Null(Flow.Settle(waiting, Staff(chief: Roads), Today));
        var plan = Flow.Settle(waiting, Staff(), Today)!;
        Assert.Equal(("treat", Workflow.SettleId), (plan.To, plan.Transition));
        Assert.Equal(Roads.ToString(), Assert.Single(plan.Assignments).After.Service);
        Assert.Null(Flow.Settle(New(), Staff(), Today));
    }

    [Fact]
    public void Arriving_opens_one_assignment_per_service_with_its_due_day()
    {
        var facts = New(Roads, Taxes);
        facts = facts with { Properties = facts.Properties.With("due", JsonValues.Of(new DateOnly(2026, 12, 1))).With("agent", JsonValues.Of(Editor.ToString())) };
        var plan = Flow.Plan(facts, "send", Clerk, Staff(), Today).Value;
        Assert.Equal([Roads.ToString(), Taxes.ToString()], plan.Assignments.Select(c => c.After.Service));
        Assert.All(plan.Assignments, c => Assert.Equal((new DateOnly(2026, 12, 1), null), (c.After.Due!.Value, c.After.Person)));
        Assert.Equal([1, 2], plan.Apply(facts, AssignmentId.New).Assignments.Select(a => a.Order));
    }

    [Fact]
    public void A_single_service_gets_the_named_person()
    {
        var facts = New();
        facts = facts with { Properties = facts.Properties.With("agent", JsonValues.Of(Editor.ToString())) };
        Assert.Equal(Editor.ToString(), Flow.Plan(facts, "send", Clerk, Staff(), Today).Value.Assignments.Single().After.Person);
    }

    [Fact]
    public void Planning_changes_nothing()
    {
        var facts = New();
        var json = facts.Properties.ToJson();
        Flow.Plan(facts, "send", Clerk, Staff(), Today);
        Assert.Equal(("new", json, 0), (facts.State, facts.Properties.ToJson(), facts.Assignments.Count));
    }

    [Fact]
    public void It_cannot_end_while_one_of_two_services_is_not_done()
    {
        var facts = Treated(Roads, Taxes);
        Assert.Equal("condition.assignments", Flow.Plan(facts, "finish", Editor, Staff(), Today).Failures.First(f => f.Code is "condition.assignments").Code);
        facts = facts with { Assignments = [.. facts.Assignments.Select(a => a with { State = "done" })], Properties = facts.Properties.With("code", JsonValues.Of("ab-123")) };
        var plan = Flow.Plan(facts, "finish", Editor, Staff(), Today);
        Assert.Equal("end", plan.Value.To);
        Assert.Equal(Editor.ToString(), plan.Value.Properties.Text("agent"));
    }

    [Fact]
    public void A_field_required_from_the_state_reached_blocks_the_way_to_it()
        => Assert.Contains(Flow.Plan(Treated(), "finish", Editor, Staff(), Today).Failures, f => (f.Code, f.Field) == ("field.required", "code"));

    [Theory]
    [InlineData("""{"amount":999}""", 0)]
    [InlineData("""{"amount":1000}""", 1)]
    [InlineData("""{}""", 1)]
    public void A_comparison_holds_only_over_a_value(string json, int failures)
        => Assert.Equal(failures, Unmet(new FieldCondition(default, R("amount"), Comparison.Less, [JsonValues.Of(1000m)]), json).Count);

    [Theory]
    [InlineData("""{"mode":"post"}""", true)]
    [InlineData("""{"mode":["mail","post"]}""", true)]
    [InlineData("""{"mode":"mail"}""", false)]
    [InlineData("""{}""", false)]
    public void Equals_and_in_look_into_several_values(string json, bool holds)
    {
        Assert.Equal(holds, Unmet(new FieldCondition(default, R("mode"), Comparison.Equals, [JsonValues.Of("post")]), json).Count == 0);
        Assert.Equal(holds, Unmet(new FieldCondition(default, R("mode"), Comparison.In, [JsonValues.Of("post"), JsonValues.Of("x")]), json).Count == 0);
        Assert.Equal(!holds, Unmet(new NotCondition(default, new FieldCondition(default, R("mode"), Comparison.Equals, [JsonValues.Of("post")])), json).Count == 0);
    }

    [Fact]
    public void A_date_compares_with_today()
    {
        var late = new FieldCondition(default, R("due"), Comparison.Less, [JsonValues.Of("@today")]);
        Assert.Empty(Unmet(late, """{"due":"2026-11-22"}"""));
        Assert.NotEmpty(Unmet(late, """{"due":"2026-11-23"}"""));
    }

    [Fact]
    public void All_of_none_holds_and_any_of_none_does_not()
    {
        Assert.Empty(Unmet(new AllCondition(default, []), "{}"));
        Assert.NotEmpty(Unmet(new NotCondition(default, new AllCondition(default, [])), "{}"));
        Assert.Empty(Unmet(new AssignmentsCondition(default, R("work"), true, [R("done")]), "{}"));
        Assert.NotEmpty(Unmet(new AssignmentsCondition(default, R("work"), false, [R("done")]), "{}"));
    }

    [Fact]
    public void A_step_is_made_by_the_service_of_the_assignment_alone()
    {
        var facts = Treated(Roads, Taxes);
        Assert.Equal("done", AssignmentPlanner.Step(Act(facts, 0, Editor), "finish").Value.After.State);
        Assert.Equal("assignment.step-not-offered", AssignmentPlanner.Step(Act(facts, 1, Editor), "finish").Failure.Code);
        Assert.Equal("assignment.unknown", AssignmentPlanner.Step(new AssignmentAct(MiniPack.Catalogue, facts, AssignmentId.New(), Editor, Staff()), "finish").Failure.Code);
    }

    [Fact]
    public void Work_is_given_within_the_service_and_passed_on_whole()
    {
        var facts = Treated(Roads);
        Assert.Equal("assignment.person-not-in-service", AssignmentPlanner.Assign(Act(facts, 0, Editor), Clerk).Failure.Code);
        Assert.Equal(Editor.ToString(), AssignmentPlanner.Assign(Act(facts, 0, Editor), Editor).Value.After.Person);
        var moved = AssignmentPlanner.Transfer(Act(facts, 0, Editor), Taxes, "pour vous").Value.After;
        Assert.Equal((Taxes.ToString(), null, "open"), (moved.Service, moved.Person, moved.State));
        Assert.Equal("assignment.service-has-it", AssignmentPlanner.Transfer(Act(Treated(Roads, Taxes), 0, Editor), Taxes, null).Failure.Code);
        Assert.Equal("assignment.not-allowed", AssignmentPlanner.Transfer(Act(facts, 0, Clerk), Taxes, null).Failure.Code);
    }

    [Fact]
    public void Cancelling_wants_a_reason_and_something_open()
    {
        var facts = Treated(Roads);
        Assert.Equal("assignment.comment-required", AssignmentPlanner.Cancel(Act(facts, 0, Clerk), " ").Failure.Code);
        Assert.Equal("void", AssignmentPlanner.Cancel(Act(facts, 0, Clerk), "doublon").Value.After.State);
        var done = facts with { Assignments = [facts.Assignments[0] with { State = "done" }] };
        Assert.Equal("assignment.not-open", AssignmentPlanner.Cancel(Act(done, 0, Clerk), "doublon").Failure.Code);
    }

    [Fact]
    public void Opening_twice_opens_nothing_more_and_following_opens_and_cancels()
    {
        var facts = Treated(Roads);
        Assert.Empty(AssignmentPlanner.OpenFor(MiniPack.Catalogue, facts, "work", [Roads.ToString()]));
        var changes = AssignmentPlanner.Follow(MiniPack.Catalogue, facts, "work", [Taxes.ToString()]);
        Assert.Equal([("open", Taxes.ToString()), ("cancel", Roads.ToString())], changes.Select(c => (c.Act, c.After.Service!)));
        var done = facts with { Assignments = [facts.Assignments[0] with { State = "done" }] };
        Assert.Empty(AssignmentPlanner.Follow(MiniPack.Catalogue, done, "work", [Roads.ToString()]));
    }

    private static IReadOnlyList<Failure> Unmet(Condition condition, string json)
        => Conditions.Unmet(condition, new ConditionContext(MiniPack.Catalogue, New() with { Properties = Properties.Parse(json) }, Staff().PrincipalsOf(Clerk), Today));

    private static AssignmentAct Act(ItemFacts facts, int index, PersonId person) => new(MiniPack.Catalogue, facts, facts.Assignments[index].Id, person, Staff());

    private static ItemFacts New(params ServiceId[] services) => new(
        "letter", "new", Properties.Parse("""{"subject":"A","amount":5}""").With("services", JsonValues.Of((services.Length == 0 ? [Roads] : services).Select(s => s.ToString()))), [], Clerk);

    private static ItemFacts Treated(params ServiceId[] services)
    {
        var facts = New(services);
        return Flow.Plan(facts, "send", Clerk, Staff(), Today).Value.Apply(facts, AssignmentId.New);
    }

    private static OrganisationFacts Staff(ServiceId? chief = null) => new(
        [new ServiceFacts(Roads, null, "Travaux"), new ServiceFacts(Taxes, null, "Taxes")],
        [new FunctionHolder(Roads, "editor", Editor), .. chief is { } service ? new[] { new FunctionHolder(service, "chief", Chief) } : []],
        [new RoleHolder("clerk", Clerk)]);

    private static Ref R(string id) => new(id, default);
}

internal static class WorkflowCalls
{
    public static Outcome<TransitionPlan> Plan(this Workflow flow, ItemFacts facts, string transition, PersonId person, OrganisationFacts organisation)
        => flow.Plan(facts, transition, person, organisation, new DateOnly(2026, 11, 23));
}
