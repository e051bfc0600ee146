package cuesta.checks;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Does what engines must not do, so that the rule can be seen to find it. */
final class Unclean {
  static final List<String> SINS =
      List.of(
          "java.lang.System.nanoTime()",
          "java.lang.System.currentTimeMillis()",
          "java.time.Instant.now()",
          "java.util.Random",
          "java.util.UUID.randomUUID()",
          "java.util.HashMap",
          "java.util.Map.of(",
          "java.util.Map.copyOf(",
          "java.lang.Thread",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.stream.Collectors.groupingBy(java.util.function.Function)",
          "java.util.List.parallelStream()",
          "java.nio.file.Path");

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> hashed = new HashMap<>();

  long clocks() {
    LongSupplier reference = System::currentTimeMillis;
    return System.nanoTime() + Instant.now().getNano() + reference.getAsLong();
  }

  String chance() {
    return UUID.randomUUID() + " " + new Random().nextInt();
  }

  Map<String, Integer> order(List<String> names) {
    names.parallelStream().collect(Collectors.groupingBy(name -> name));
    hashed.putAll(Map.copyOf(Map.of("a", 1)));
    return hashed;
  }

  void threads(Runnable work) {
    lock.lock();
    Thread.ofVirtual().start(work);
    java.nio.file.Path.of("x").toFile();
  }

  CompletionStage<Map<String, List<String>>> clean(List<String> names) {
    return CompletableFuture.completedFuture(
            names.stream()
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.toList())))
        .thenApply(Collections::unmodifiableMap);
  }
}
