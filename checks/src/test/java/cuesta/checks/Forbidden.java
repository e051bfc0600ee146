package cuesta.checks;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What pure code must not touch; each answer is the way out. */
final class Forbidden {
  private static final String TICK = "take it from the tick";
  private static final String SORTED = "its order differs between JVMs; use Table or a TreeMap";
  private static final String EDGE = "hand the work out as an effect; core.edge does it";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("java.util.HashMap", SORTED),
          Map.entry("java.util.HashSet", SORTED),
          Map.entry("java.util.Hashtable", SORTED),
          Map.entry("java.util.IdentityHashMap", SORTED),
          Map.entry("java.util.WeakHashMap", SORTED),
          Map.entry("java.util.Date", TICK),
          Map.entry("java.util.Timer", "arm a timer as an effect"),
          Map.entry("java.time.Clock", TICK),
          Map.entry("java.util.Random", TICK),
          Map.entry("java.util.SplittableRandom", TICK),
          Map.entry("java.security.SecureRandom", TICK),
          Map.entry("java.lang.System$Logger", "say it in an effect or in a reason"),
          Map.entry("java.lang.Thread", EDGE),
          Map.entry("java.lang.ThreadLocal", EDGE),
          Map.entry("java.lang.Process", EDGE),
          Map.entry("java.lang.ProcessBuilder", EDGE),
          Map.entry("java.lang.ProcessHandle", EDGE));

  private static final Map<String, String> PACKAGES =
      Map.of(
          "java.util.random", TICK,
          "java.util.concurrent", EDGE,
          "java.util.logging", "say it in an effect or in a reason",
          "java.net", EDGE,
          "java.nio.file", EDGE,
          "java.nio.channels", EDGE);

  /** An answer that comes later has no other name in the JDK; nothing in it starts a thread. */
  private static final Set<String> PERMITTED =
      Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("java.lang.System.currentTimeMillis", TICK),
          Map.entry("java.lang.System.nanoTime", TICK),
          Map.entry("java.lang.System.identityHashCode", SORTED),
          Map.entry("java.lang.Math.random", TICK),
          Map.entry("java.util.UUID.randomUUID", TICK),
          Map.entry("java.util.Map.of", SORTED),
          Map.entry("java.util.Map.ofEntries", SORTED),
          Map.entry("java.util.Map.copyOf", SORTED),
          Map.entry("java.util.Set.of", SORTED),
          Map.entry("java.util.Set.copyOf", SORTED),
          Map.entry("java.util.Collections.shuffle", TICK),
          Map.entry("java.util.stream.Collectors.toSet", SORTED),
          Map.entry("java.util.stream.Collectors.toUnmodifiableSet", SORTED),
          Map.entry("java.util.stream.Collectors.toUnmodifiableMap", SORTED));

  /** With this many parameters the collector takes the map's supplier; with fewer it hashes. */
  private static final Map<String, Integer> COLLECTORS =
      Map.of(
          "java.util.stream.Collectors.toMap", 4,
          "java.util.stream.Collectors.groupingBy", 3);

  private static final Set<String> PARALLEL = Set.of("parallel", "parallelStream");

  private Forbidden() {}

  static Optional<String> type(JavaClass type) {
    String name = type.getName();
    if (PERMITTED.contains(name)) {
      return Optional.empty();
    }
    String way = TYPES.get(name);
    if (way != null) {
      return Optional.of(way);
    }
    return PACKAGES.entrySet().stream()
        .filter(entry -> Layer.within(name, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Calls and method references alike. */
  static Optional<String> call(JavaCodeUnitAccess<?> access) {
    CodeUnitAccessTarget target = access.getTarget();
    String owner = access.getTargetOwner().getName();
    String name = owner + "." + target.getName();
    List<?> parameters = target.getRawParameterTypes();
    if (CALLS.containsKey(name)) {
      // Map.of() without entries has no order to get wrong.
      boolean empty = name.endsWith(".of") && parameters.isEmpty();
      return empty ? Optional.empty() : Optional.of(CALLS.get(name));
    }
    if (parameters.size() < COLLECTORS.getOrDefault(name, 0)) {
      return Optional.of("give it a TreeMap::new as the map's supplier");
    }
    if (Layer.within(owner, "java.time") && target.getName().equals("now")) {
      return Optional.of(TICK);
    }
    if (Layer.within(owner, "java.util") && PARALLEL.contains(target.getName())) {
      return Optional.of("engines have one thread");
    }
    return Optional.empty();
  }
}
