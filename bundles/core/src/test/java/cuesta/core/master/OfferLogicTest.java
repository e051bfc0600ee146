package cuesta.core.master;

import static cuesta.core.master.MasterScript.AGENT;
import static cuesta.core.master.MasterScript.SMALL;
import static cuesta.core.master.MasterScript.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How offers are made and how they end. */
class OfferLogicTest {
  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private boolean isFiltered(Resources what) {
    return master.state.framework(framework).orElseThrow().filters(RoleId.DEFAULT, agent, what);
  }

  private Resources free() {
    return master.state.agent(agent).orElseThrow().free();
  }

  @Test
  void anOfferHoldsItsResourcesUntilItIsUsed() {
    OfferId offer = master.offer(framework, agent, SMALL);
    assertEquals(AGENT.minus(SMALL), free());
    master.accept(1, offer, task("t", SMALL));
    assertEquals(AGENT.minus(SMALL), free());
    assertEquals(Resources.NONE, master.state.agent(agent).orElseThrow().offered());
    assertEquals(SMALL, master.state.framework(framework).orElseThrow().used());
  }

  @ParameterizedTest
  @CsvSource({
    "cpus:1;ports:[1-2], cpus:3;mem:4096",
    "cpus:9;mem:96, mem:4000",
    "disk:5, cpus:4;mem:4096",
    "cpus:4;mem:4096, ''",
  })
  void anAgentThatCameBackWithOtherResourcesOffersWhatNobodyHas(String used, String free) {
    AgentEntry back = master.state.agent(agent).orElseThrow().withUsed(Resources.parse(used));
    assertEquals(Resources.parse(free), back.free());
  }

  @Test
  void anOfferIsRescindedAfterSixtySecondsAndHeldBackForOneMore() {
    master.offer(framework, agent, SMALL);
    Effect.Arm timer = master.timer("offer:");
    assertEquals(Duration.ofSeconds(60).toNanos(), timer.delayNanos());
    assertFalse(timer.liveness(), "it judges nobody");
    master.fires(timer);
    assertEquals(Reasons.OFFER_TIMEOUT, master.effect(FrameworkEvent.Rescinded.class).why().code());
    assertEquals(AGENT, free());
    assertTrue(isFiltered(SMALL));
    master.fires(master.timer("refusals:"));
    assertFalse(isFiltered(SMALL));
  }

  @Test
  void aTimerOfAnOfferThatWasUsedDoesNothing() {
    OfferId offer = master.offer(framework, agent, SMALL);
    Effect.Arm timer = master.timer("offer:");
    master.accept(1, offer, task("t", SMALL));
    assertTrue(master.effects(Effect.Disarm.class).contains(new Effect.Disarm(timer.key())));
    master.fires(timer);
    assertEquals(List.of(), master.effects);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "10, 1000", "1000, 1000", "5000, 5000"})
  void whatIsDeclinedComesBackAfterASecondAtTheEarliest(long filterMillis, long heldBackMillis) {
    OfferId offer = master.offer(framework, agent, SMALL);
    Filter filter = new Filter(Duration.ofMillis(filterMillis));
    master.calls(1, new FrameworkCall.Decline(List.of(offer), filter));
    assertTrue(isFiltered(SMALL));
    Effect.Arm timer = master.timer("refusals:");
    assertEquals(heldBackMillis, Duration.ofNanos(timer.delayNanos()).toMillis());
    master.proposes(Grant.exclusive(framework, RoleId.DEFAULT, agent, SMALL));
    assertEquals(List.of(), master.effects(FrameworkEvent.Offers.class), "still refused");
    master.fires(timer);
    assertFalse(isFiltered(SMALL));
    assertEquals(1, master.effects(MasterEffect.Allocate.class).size(), "asked at once");
  }

  @Test
  void moreThanWhatWasDeclinedIsOfferedAtOnce() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.calls(1, new FrameworkCall.Decline(List.of(offer), Filter.DEFAULT));
    assertTrue(isFiltered(SMALL));
    assertFalse(isFiltered(SMALL.plus(SMALL)));
  }

  @Test
  void whatIsLeftOverFromALaunchIsFreeAndOfferedAtOnce() {
    OfferId offer = master.offer(framework, agent, AGENT);
    master.accept(1, offer, task("t", SMALL));
    assertEquals(AGENT.minus(SMALL), free());
    assertFalse(isFiltered(AGENT.minus(SMALL)));
    assertEquals(1, master.effects(MasterEffect.Allocate.class).size());
  }

  @Test
  void acceptingNothingIsDeclining() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.calls(1, new FrameworkCall.Accept(List.of(offer), List.of(), Filter.NONE));
    assertEquals("", master.refusal());
    assertTrue(isFiltered(SMALL), "or accept → offer → accept would spin");
  }

  @Test
  void reviveForgetsWhatWasDeclinedAndSuppressStopsOffers() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.calls(1, new FrameworkCall.Decline(List.of(offer), Filter.DEFAULT));
    master.calls(1, new FrameworkCall.Suppress(RoleId.DEFAULT));
    master.askAllocator();
    Grant grant = Grant.exclusive(framework, RoleId.DEFAULT, agent, AGENT);
    master.proposes(grant);
    assertEquals(List.of(), master.effects(FrameworkEvent.Offers.class));
    master.calls(1, new FrameworkCall.Revive(RoleId.DEFAULT));
    assertFalse(isFiltered(SMALL));
    master.askAllocator().proposes(grant);
    assertEquals(1, master.effects(FrameworkEvent.Offers.class).size());
  }

  @Test
  void anAgentThatBreaksOffVoidsItsOffers() {
    OfferId offer = master.offer(framework, agent, SMALL);
    master.on(new MasterEvent.AgentStreamBroken(1));
    FrameworkEvent.Rescinded rescinded = master.effect(FrameworkEvent.Rescinded.class);
    assertEquals(offer, rescinded.offer());
    assertEquals(Reasons.AGENT_DISCONNECTED, rescinded.why().code());
  }

  @Test
  void anAnswerToAnOlderQuestionIsDropped() {
    master.askAllocator();
    long cycle = master.state.allocation().cycle();
    Proposal proposal =
        Proposal.of(List.of(Grant.exclusive(framework, RoleId.DEFAULT, agent, SMALL)));
    master.on(new MasterEvent.Proposed(cycle - 1, proposal));
    assertEquals(List.of(), master.effects(FrameworkEvent.Offers.class));
    master.on(new MasterEvent.Proposed(cycle, proposal));
    assertEquals(1, master.effects(FrameworkEvent.Offers.class).size());
    master.on(new MasterEvent.Proposed(cycle, proposal));
    assertEquals(List.of(), master.effects(FrameworkEvent.Offers.class), "answered before");
  }

  @Test
  void aGrantOfMoreThanIsFreeIsDroppedAndTheOthersStand() {
    master.askAllocator();
    master.proposes(
        Grant.exclusive(framework, RoleId.DEFAULT, agent, AGENT.plus(SMALL)),
        Grant.exclusive(framework, new RoleId("other"), agent, SMALL),
        Grant.exclusive(new FrameworkId("nobody"), RoleId.DEFAULT, agent, SMALL),
        Grant.exclusive(framework, RoleId.DEFAULT, new AgentId("nowhere"), SMALL),
        Grant.exclusive(framework, RoleId.DEFAULT, agent, SMALL));
    assertEquals(1, master.effect(FrameworkEvent.Offers.class).offers().size());
  }

  @Test
  void anAllocatorThatFailedIsAskedAgainWithTheNextChangeOnly() {
    master.askAllocator();
    long cycle = master.state.allocation().cycle();
    Reason why = Reason.of(Reasons.PLUGIN_FAILED, "scripted", "threw");
    master.on(new MasterEvent.AllocationFailed(cycle, why));
    assertEquals(List.of(), master.effects(MasterEffect.Allocate.class), "or it would spin");
    master.calls(1, new FrameworkCall.Revive(RoleId.DEFAULT));
    assertEquals(cycle + 1, master.effect(MasterEffect.Allocate.class).cycle());
  }

  @Test
  void withoutAnAllocatorNobodyIsAskedAndItsSuccessorIsAtOnce() {
    master.on(new MasterEvent.AllocatorChanged(""));
    master.calls(1, new FrameworkCall.Revive(RoleId.DEFAULT));
    assertEquals(List.of(), master.effects(MasterEffect.Allocate.class));
    master.on(new MasterEvent.AllocatorChanged("next"));
    assertEquals(1, master.effects(MasterEffect.Allocate.class).size());
  }

  @Test
  void aRoleNeverExceedsItsLimitNorThatOfARoleAboveIt() {
    RoleId parent = new RoleId("eng");
    RoleId child = new RoleId("eng/web");
    master.journal.add(
        new RegistryChange.RoleSet(
            parent, 1, Resources.NONE, Optional.of(Resources.parse("cpus:2"))));
    master.elected(2);
    AgentId again = master.agent(7, "h7");
    FrameworkInfo info = FrameworkInfo.of("limited", child, Duration.ofDays(1));
    master.subscribes(8, Optional.empty(), info);
    FrameworkId limited = master.state.sessions().get(8L);
    Grant two = Grant.exclusive(limited, child, again, Resources.parse("cpus:2;mem:100"));
    Grant more = Grant.exclusive(limited, child, again, Resources.parse("cpus:0.1;mem:100"));
    Grant memory = Grant.exclusive(limited, child, again, Resources.parse("mem:100"));
    master.askAllocator().proposes(two, more, memory);
    List<Resources> offered =
        master.effect(FrameworkEvent.Offers.class).offers().stream()
            .map(offer -> offer.resources())
            .toList();
    assertEquals(List.of(two.resources(), memory.resources()), offered);
  }
}
