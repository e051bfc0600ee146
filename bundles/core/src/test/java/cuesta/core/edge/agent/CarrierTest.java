package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.courier.Courier;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarrierTest {
  private static final URI OLD = URI.create("http://old:5050");
  private static final URI NEW = URI.create("http://new:5050");

  private record Named(String name) implements Courier {
    @Override
    public void fetch(Path sandbox, String user, List<Fetch> what, URI leader) {}

    @Override
    public Collected collect(Path sandbox, Selection selection, URI leader) {
      return Collected.NOTHING;
    }
  }

  private Optional<Courier> courier = Optional.empty();
  private Optional<URI> leader = Optional.empty();
  private final List<Runnable> meanwhile = new ArrayList<>();

  private Carrier carrier() {
    return new Carrier(
        () -> courier,
        () -> leader,
        time -> {
          if (!meanwhile.isEmpty()) {
            meanwhile.removeFirst().run();
          }
        });
  }

  @Test
  void waitsForCourierAndLeaderAndAsksWhoeverLeadsThen() throws IOException {
    List<String> asked = new ArrayList<>();
    meanwhile.add(() -> courier = Optional.of(new Named("first")));
    meanwhile.add(() -> leader = Optional.of(OLD));
    meanwhile.add(() -> leader = Optional.of(NEW));
    meanwhile.add(() -> courier = Optional.of(new Named("second")));
    String answer =
        carrier()
            .carry(
                (by, at) -> {
                  asked.add(((Named) by).name() + " " + at.getHost());
                  if (asked.size() < 3) {
                    throw new ConnectException("refused");
                  }
                  return "done";
                });
    assertEquals("done", answer);
    assertEquals(List.of("first old", "first new", "second new"), asked);
  }

  @Test
  void givesUpInTheEndAndSaysWhatIsMissing() {
    IOException none = assertThrows(IOException.class, () -> carrier().carry((by, at) -> ""));
    assertTrue(none.getMessage().contains("deploy the bundle blobs"), none.toString());
    courier = Optional.of(new Named("one"));
    IOException leaderless = assertThrows(IOException.class, () -> carrier().carry((by, at) -> ""));
    assertTrue(leaderless.getMessage().contains("no master leads"), leaderless.toString());
  }

  @Test
  void whatCannotBeHelpedIsNotTriedAgain() {
    courier = Optional.of(new Named("one"));
    leader = Optional.of(NEW);
    List<URI> asked = new ArrayList<>();
    assertThrows(
        FileNotFoundException.class,
        () ->
            carrier()
                .carry(
                    (by, at) -> {
                      asked.add(at);
                      throw new FileNotFoundException("gone");
                    }));
    assertEquals(List.of(NEW), asked);
  }

  @Test
  void anInterruptEndsTheWaiting() {
    Carrier waiting =
        new Carrier(
            () -> courier,
            () -> leader,
            time -> {
              throw new InterruptedException();
            });
    assertThrows(InterruptedIOException.class, () -> waiting.carry((by, at) -> ""));
  }
}
