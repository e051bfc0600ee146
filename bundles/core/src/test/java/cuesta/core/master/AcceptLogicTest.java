package cuesta.core.master;

import static cuesta.core.master.MasterScript.AGENT;
import static cuesta.core.master.MasterScript.SMALL;
import static cuesta.core.master.MasterScript.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskState;
import cuesta.api.allocator.Grant;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Operation;
import cuesta.api.resources.Resources;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each way in which an accept can be wrong, and what becomes of its offers and tasks. */
class AcceptLogicTest {
  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private MasterScript accept(Filter filter, List<OfferId> offers, Operation... operations) {
    return master.calls(1, new FrameworkCall.Accept(offers, List.of(operations), filter));
  }

  private Resources free() {
    return master.state.agent(agent).orElseThrow().free();
  }

  private void assertDropped(String code) {
    assertEquals(code, master.refusal());
    assertEquals("DROPPED " + code, master.toldBriefly());
    assertTrue(master.told().getFirst().id().isEmpty(), "the master's own word: nothing to ack");
    assertEquals(List.of(), master.toAgents(ToAgent.LaunchTask.class));
  }

  @Test
  void aTaskIsLaunchedWithRoleAndUserAndAnsweredWithYes() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.accept(1, offer, task("t", SMALL));
    assertEquals("", master.refusal());
    assertEquals(RoleId.DEFAULT, master.effect(ToAgent.LaunchTask.class).launch().role());
    assertEquals(TaskState.STAGING, master.task(framework, "t").orElseThrow().state());
  }

  @Test
  void anOfferThatIsUsedIsUnknown() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.accept(1, offer, task("t", SMALL));
    master.accept(1, offer, task("u", SMALL));
    assertDropped(Reasons.OFFER_UNKNOWN);
  }

  @Test
  void anotherFrameworksOfferIsUnknownAndStaysItsOwn() {
    FrameworkId other = master.framework(2, "other");
    OfferId theirs = master.offer(other, agent, SMALL);
    master.accept(1, theirs, task("t", SMALL));
    assertDropped(Reasons.OFFER_UNKNOWN);
    assertTrue(master.state.offer(theirs).isPresent());
  }

  @Test
  void anOfferOfAFormerLeaderIsNamedAsSuch() {
    OfferId old = master.offer(framework, agent, SMALL);
    master.elected(2);
    master.subscribes(
        3, Optional.of(framework), FrameworkInfo.of("f", RoleId.DEFAULT, Duration.ofDays(1)));
    master.accept(3, old, task("t", SMALL));
    assertDropped(Reasons.OFFER_OF_FORMER_LEADER);
  }

  @Test
  void offersOfTwoAgentsDoNotMixAndBothComeBack() {
    AgentId second = master.agent(2, "h2");
    OfferId one = master.offer(framework, agent, SMALL);
    OfferId two = master.offer(framework, second, SMALL);
    accept(Filter.NONE, List.of(one, two), Operation.launch(task("t", SMALL)));
    assertDropped(Reasons.OFFERS_MIXED);
    assertEquals(AGENT, free());
    assertEquals(0, master.state.offerTable().size());
    assertEquals(1, master.effects(MasterEffect.Allocate.class).size());
  }

  @Test
  void offersOfOneAgentAreOneHeap() {
    OfferId one = master.offer(framework, agent, SMALL);
    OfferId two = master.offer(framework, agent, SMALL);
    accept(Filter.NONE, List.of(one, two), Operation.launch(task("t", SMALL.plus(SMALL))));
    assertEquals("", master.refusal());
    assertEquals(AGENT.minus(SMALL).minus(SMALL), free());
  }

  @Test
  void noOfferAndTheSameTwiceAreInvalid() {
    accept(Filter.NONE, List.of(), Operation.launch(task("t", SMALL)));
    assertDropped(Reasons.INVALID);
    OfferId offer = master.offer(framework, agent, SMALL);
    accept(Filter.NONE, List.of(offer, offer), Operation.launch(task("t", SMALL)));
    assertDropped(Reasons.INVALID);
    assertEquals(AGENT, free(), "the offer is spent all the same");
  }

  @Test
  void theTaskThatIsTooLargeIsAnErrorAndTheOthersRun() {
    OfferId offer = master.offer(framework, agent, SMALL.plus(SMALL));
    master.accept(1, offer, task("a", SMALL), task("large", SMALL.plus(SMALL)), task("b", SMALL));
    assertEquals("", master.refusal());
    assertEquals("ERROR " + Reasons.RESOURCES_EXCEEDED, master.toldBriefly());
    assertEquals("large", master.told().getFirst().task().value());
    assertEquals(2, master.toAgents(ToAgent.LaunchTask.class).size());
  }

  @Test
  void anIdThatIsLiveIsTakenAndFreeAgainOnceItsEndIsAcknowledged() {
    master.launch(1, framework, agent, "t");
    master.accept(1, master.offer(framework, agent, SMALL), task("t", SMALL));
    assertEquals("ERROR " + Reasons.TASK_ID_TAKEN, master.toldBriefly());
    master.fires(master.timer("refusals:")); // an accept that launched nothing declined
    StatusUpdate end = master.says(1, framework, task("t", SMALL).id(), TaskState.FINISHED);
    master.calls(1, new FrameworkCall.Acknowledge(agent, end.task(), end.id().orElseThrow()));
    master.accept(1, master.offer(framework, agent, SMALL), task("t", SMALL));
    assertEquals(1, master.toAgents(ToAgent.LaunchTask.class).size());
  }

  @Test
  void theSameIdTwiceInOneAcceptRunsOnce() {
    OfferId offer = master.offer(framework, agent, AGENT);
    master.accept(1, offer, task("t", SMALL), task("t", SMALL));
    assertEquals("ERROR " + Reasons.TASK_ID_TAKEN, master.toldBriefly());
    assertEquals(1, master.toAgents(ToAgent.LaunchTask.class).size());
    assertEquals(AGENT.minus(SMALL), free());
  }

  @Test
  void aTaskWithoutResourcesIsInvalid() {
    master.accept(1, master.offer(framework, agent, SMALL), task("t", Resources.NONE));
    assertEquals("ERROR " + Reasons.TASK_INVALID, master.toldBriefly());
    assertEquals(AGENT, free());
  }

  @Test
  void anUnknownOperationIsRefusedAndLaunchesNothing() {
    OfferId offer = master.offer(framework, agent, SMALL);
    accept(Filter.NONE, List.of(offer), new Operation("RESERVE", List.of(), new byte[0]));
    assertEquals(Reasons.OPERATION_UNKNOWN, master.refusal());
    assertEquals(AGENT, free());
  }

  @Test
  void ofTwoSharedOffersOfTheSameTheFirstAcceptWins() {
    FrameworkId other = master.framework(2, "other");
    master.askAllocator();
    master.proposes(
        new Grant(framework, RoleId.DEFAULT, agent, AGENT, true),
        new Grant(other, RoleId.DEFAULT, agent, AGENT, true));
    List<OfferView> offers = new ArrayList<>();
    master.effects(FrameworkEvent.Offers.class).forEach(e -> offers.addAll(e.offers()));
    assertEquals(AGENT, free(), "a claim counts nothing until it is accepted");
    master.accept(2, offers.getLast().id(), task("theirs", AGENT));
    assertEquals("", master.refusal());
    master.accept(1, offers.getFirst().id(), task("t", SMALL));
    assertDropped(Reasons.OFFER_UNKNOWN);
  }

  @Test
  void aFilterWithALaunchHoldsBackTheRest() {
    OfferId offer = master.offer(framework, agent, AGENT);
    accept(Filter.DEFAULT, List.of(offer), Operation.launch(task("t", SMALL)));
    FrameworkEntry entry = master.state.framework(framework).orElseThrow();
    assertTrue(entry.filters(RoleId.DEFAULT, agent, AGENT.minus(SMALL)));
  }

  @Test
  void aCallOnASessionThatIsOverIsRefused() {
    master.accept(9, new OfferId("x"), task("t", SMALL));
    assertEquals(Reasons.SESSION_OVER, master.refusal());
  }
}
