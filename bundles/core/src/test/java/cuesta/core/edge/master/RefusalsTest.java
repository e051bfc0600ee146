package cuesta.core.edge.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.RoleId;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.Filter;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.framework.UpdateView;
import cuesta.api.front.OperatorCall;
import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import cuesta.contracts.Await;
import cuesta.contracts.ha.MemoryEnsemble;
import cuesta.core.edge.link.ProtoRegistryCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a leader still does when its time is over is refused, and counted. */
@Timeout(60)
class RefusalsTest {
  private static final FrameworkInfo INFO =
      FrameworkInfo.of("f", new RoleId("*"), Duration.ofMinutes(1));

  private final MemoryEnsemble ensemble = new MemoryEnsemble();
  private final Journal journal = ensemble.join().journal();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final MasterNode master = BareMaster.start();

  private static final class Ear implements Scheduler {
    private final CompletableFuture<FrameworkId> id = new CompletableFuture<>();

    @Override
    public FrameworkInfo info() {
      return INFO;
    }

    @Override
    public void subscribed(FrameworkId given, boolean again) {
      id.complete(given);
    }

    @Override
    public void offers(List<? extends OfferView> offers) {}

    @Override
    public void update(UpdateView update) {}
  }

  @BeforeEach
  void lead() throws Exception {
    journal.load(1);
    master.lead(1, List.of(), journal, new ProtoRegistryCodec(), failures::add);
    Await.until("it leads", () -> master.view().term() == 1, master::view);
    assertEquals(counts(0, 0, 0), master.refused());
  }

  @AfterEach
  void end() {
    master.close();
    ensemble.close();
  }

  private static Map<String, Long> counts(long changes, long calls, long offers) {
    return Map.of("fenced.changes", changes, "former.calls", calls, "former.offers", offers);
  }

  @Test
  void theRegistryTakesNothingAfterALaterTermHasClaimedIt() throws Exception {
    ensemble.join().journal().load(2);
    CompletionStage<Void> waits = weigh();
    Await.until("it is fenced", () -> !failures.isEmpty(), master::refused);
    assertEquals(FencedException.class, failures.peek().getClass());
    assertEquals(counts(1, 0, 0), master.refused());
    // Nobody knows that it is refused before its leader has heard.
    master.stepDown(Reason.of(Reasons.NOT_LEADER, "", "term 1 is over"));
    assertEquals(Reasons.NOT_LEADER, refusal(waits).code());
    assertEquals(counts(1, 1, 0), master.refused());
    assertEquals("term 1 is over", master.leadership().lost().orElseThrow().detail());
  }

  @Test
  void callsOfSessionsThatAreOverAreRefused() throws Exception {
    Ear ear = new Ear();
    SchedulerSession session = master.subscribe(Principal.of("p"), Optional.empty(), INFO, ear);
    String id = ear.id.get().value();
    String masterId = id.substring(0, id.lastIndexOf('-'));
    assertEquals(
        Reasons.OFFER_OF_FORMER_LEADER,
        refusal(session.accept(List.of(new OfferId("former-O1")), List.of(), Filter.DEFAULT))
            .code());
    assertEquals(
        Reasons.OFFER_UNKNOWN,
        refusal(session.accept(List.of(new OfferId(masterId + "-O1")), List.of(), Filter.DEFAULT))
            .code());
    assertEquals(counts(0, 0, 1), master.refused());

    master.stepDown(Reason.of(Reasons.NOT_LEADER, "", "term 1 is over"));
    Await.until("it stands by", () -> master.view().term() == 0, master::view);
    CompletionStage<Void> late = session.decline(List.of(new OfferId("O1")), Filter.DEFAULT);
    assertEquals(Reasons.SESSION_OVER, refusal(late).code());
    session.reconcile(List.of());
    assertEquals(counts(0, 2, 1), master.refused());
  }

  private CompletionStage<Void> weigh() {
    return master.operate(Principal.of("p"), OperatorCall.setWeight(new RoleId("r"), 2));
  }

  private static Reason refusal(CompletionStage<Void> call) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> call.toCompletableFuture().get());
    return ((Refused) failure.getCause()).reason();
  }
}
