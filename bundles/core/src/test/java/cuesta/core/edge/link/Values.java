package cuesta.core.edge.link;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.resources.Ranges;
import cuesta.api.resources.Reservation;
import cuesta.api.resources.ResourceKey;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** All values that travel, short of messages. */
final class Values {
  private Values() {}

  /** Any text, control characters and other planes too; half a surrogate pair is no text. */
  static Arbitrary<String> texts() {
    Arbitrary<String> plain =
        Arbitraries.strings().withChars("aB0 .-_=\n\0\"\\äß€あ").ofMaxLength(12);
    return Arbitraries.oneOf(plain, plain.map(text -> text + "🦫"));
  }

  static <T> Arbitrary<T> ids(Function<String, T> id) {
    return Arbitraries.strings()
        .withChars("abcXYZ0189._-()@: €")
        .ofMinLength(1)
        .ofMaxLength(20)
        .filter(text -> !text.equals(".") && !text.equals(".."))
        .map(id);
  }

  static Arbitrary<RoleId> roles() {
    Arbitrary<String> part =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(5);
    return part.list().ofMaxSize(3).map(p -> new RoleId(p.isEmpty() ? "*" : String.join("/", p)));
  }

  static Arbitrary<SortedMap<String, String>> maps() {
    return Arbitraries.maps(texts().filter(Values::isName), texts()).ofMaxSize(4).map(TreeMap::new);
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && text.indexOf('=') < 0 && text.indexOf('\0') < 0;
  }

  static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  /** With whole milliseconds, as the wire has them. */
  static Arbitrary<Duration> durations() {
    return Arbitraries.longs().greaterOrEqual(0).map(Duration::ofMillis);
  }

  static Arbitrary<Reason> reasons() {
    Arbitrary<String> code = Arbitraries.of("INVALID", "X", "A_PLUGIN_S_OWN", "LIMIT_2");
    return Combinators.combine(code, texts(), texts(), texts()).as(Reason::new);
  }

  static Arbitrary<Principal> principals() {
    Arbitrary<String> names = texts().filter(text -> !text.isBlank());
    return Combinators.combine(names, maps()).as(Principal::new);
  }

  static Arbitrary<FrameworkInfo> frameworks() {
    return Combinators.combine(
            texts().filter(text -> !text.isBlank()),
            roles().list().ofMinSize(1).ofMaxSize(3),
            texts(),
            durations(),
            texts().list().ofMaxSize(3))
        .as(FrameworkInfo::new);
  }

  static Arbitrary<Resources> resources() {
    Arbitrary<Resources> one = Combinators.combine(keys(), values()).as(Values::resource);
    return one.list().ofMaxSize(6).map(all -> all.stream().reduce(Resources.NONE, Resources::plus));
  }

  /** The type is part of the name, since resources of one key must be of one type. */
  private static Resources resource(ResourceKey key, Value value) {
    String name = key.name() + "_" + value.type();
    return Resources.of(new ResourceKey(name, key.reservations(), key.revocable()), value);
  }

  private static Arbitrary<ResourceKey> keys() {
    Arbitrary<Reservation> reservation =
        Combinators.combine(
                Arbitraries.of(Reservation.STATIC, Reservation.DYNAMIC),
                roles().filter(role -> !role.equals(RoleId.DEFAULT)),
                texts())
            .as(Reservation::new);
    return Combinators.combine(
            Arbitraries.of("cpus", "mem", "gpu-x.y"),
            reservation.list().ofMaxSize(3),
            Arbitraries.of(true, false))
        .as(ResourceKey::new);
  }

  private static Arbitrary<Value> values() {
    Arbitrary<Ranges> range =
        Combinators.combine(
                Arbitraries.longs().between(0, 70_000), Arbitraries.longs().between(0, 2_000))
            .as((begin, size) -> Ranges.of(begin, begin + size));
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, Long.MAX_VALUE / 16).map(Value::scalar),
        range.list().ofMaxSize(20).map(all -> Value.ranges(sum(all))),
        texts().set().ofMaxSize(4).map(Value::set));
  }

  private static Ranges sum(Iterable<Ranges> all) {
    Ranges sum = Ranges.NONE;
    for (Ranges one : all) {
      sum = sum.plus(one);
    }
    return sum;
  }
}
