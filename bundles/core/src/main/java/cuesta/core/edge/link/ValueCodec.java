package cuesta.core.edge.link;

import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.resources.Ranges;
import cuesta.api.resources.Reservation;
import cuesta.api.resources.Resource;
import cuesta.api.resources.ResourceKey;
import cuesta.api.resources.Resources;
import cuesta.api.resources.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values that more than one conversation uses, between records and protobuf. Reading checks: a bad
 * value is an IllegalArgumentException.
 */
public final class ValueCodec {
  private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

  private ValueCodec() {}

  /**
   * To the wire.
   *
   * @param instant a time
   * @return its message
   */
  public static cuesta.protocol.v1.Time write(Instant instant) {
    return cuesta.protocol.v1.Time.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /**
   * From the wire.
   *
   * @param time a message
   * @return the time
   */
  public static Instant read(cuesta.protocol.v1.Time time) {
    try {
      return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("time is out of range", e);
    }
  }

  /**
   * To the wire.
   *
   * @param resources resources
   * @return their message
   */
  public static cuesta.protocol.v1.Resources write(Resources resources) {
    cuesta.protocol.v1.Resources.Builder all = cuesta.protocol.v1.Resources.newBuilder();
    for (Resource one : resources.entries()) {
      all.addResources(write(one));
    }
    return all.build();
  }

  private static cuesta.protocol.v1.Resource write(Resource one) {
    cuesta.protocol.v1.Resource.Builder out =
        cuesta.protocol.v1.Resource.newBuilder()
            .setName(one.key().name())
            .setRevocable(one.key().revocable())
            .setType(one.value().type())
            .setMilli(one.value().milli())
            .addAllItems(one.value().items());
    for (Reservation r : one.key().reservations()) {
      out.addReservations(
          cuesta.protocol.v1.Reservation.newBuilder()
              .setKind(r.kind())
              .setRole(r.role().value())
              .setPrincipal(r.principal()));
    }
    for (long[] range : one.value().ranges().pairs()) {
      out.addRanges(range[0]).addRanges(range[1]);
    }
    return out.build();
  }

  /**
   * From the wire.
   *
   * @param resources a message
   * @return the resources
   */
  public static Resources read(cuesta.protocol.v1.Resources resources) {
    Resources sum = Resources.NONE;
    try {
      for (cuesta.protocol.v1.Resource one : resources.getResourcesList()) {
        sum = sum.plus(Resources.of(key(one), value(one)));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("resources add up to too much", e);
    }
    return sum;
  }

  private static ResourceKey key(cuesta.protocol.v1.Resource one) {
    if (one.getReservationsCount() == 0 && !one.getRevocable()) {
      return ResourceKey.of(one.getName());
    }
    List<Reservation> stack =
        one.getReservationsList().stream()
            .map(r -> new Reservation(r.getKind(), new RoleId(r.getRole()), r.getPrincipal()))
            .toList();
    return new ResourceKey(one.getName(), stack, one.getRevocable());
  }

  private static Value value(cuesta.protocol.v1.Resource one) {
    return switch (one.getType()) {
      case Value.SCALAR -> Value.scalar(one.getMilli());
      case Value.RANGES -> {
        if (one.getRangesCount() % 2 != 0) {
          throw new IllegalArgumentException("resource " + one.getName() + " has half a range");
        }
        yield Value.ranges(ranges(one, 0, one.getRangesCount() / 2));
      }
      case Value.SET -> Value.set(one.getItemsList());
      default ->
          throw new IllegalArgumentException(
              "resource " + one.getName() + " has the unknown type '" + one.getType() + "'");
    };
  }

  /** Halves are added, not one to the other: a message may hold very many. */
  private static Ranges ranges(cuesta.protocol.v1.Resource one, int from, int to) {
    if (to - from > 1) {
      int middle = (from + to) >>> 1;
      return ranges(one, from, middle).plus(ranges(one, middle, to));
    }
    return from == to
        ? Ranges.NONE
        : Ranges.of(one.getRanges(2 * from), one.getRanges(2 * from + 1));
  }

  /**
   * To the wire.
   *
   * @param reason a reason
   * @return its message
   */
  public static cuesta.protocol.v1.Reason write(Reason reason) {
    return cuesta.protocol.v1.Reason.newBuilder()
        .setCode(reason.code())
        .setSubject(reason.subject())
        .setDetail(reason.detail())
        .setHint(reason.hint())
        .build();
  }

  /**
   * From the wire.
   *
   * @param reason a message
   * @return the reason
   */
  public static Reason read(cuesta.protocol.v1.Reason reason) {
    return new Reason(reason.getCode(), reason.getSubject(), reason.getDetail(), reason.getHint());
  }

  static cuesta.protocol.v1.Principal write(Principal principal) {
    return cuesta.protocol.v1.Principal.newBuilder()
        .setName(principal.name())
        .putAllClaims(principal.claims())
        .build();
  }

  static Principal read(cuesta.protocol.v1.Principal principal) {
    return new Principal(principal.getName(), new TreeMap<>(principal.getClaimsMap()));
  }

  static cuesta.protocol.v1.FrameworkInfo write(FrameworkInfo info) {
    cuesta.protocol.v1.FrameworkInfo.Builder out =
        cuesta.protocol.v1.FrameworkInfo.newBuilder()
            .setName(info.name())
            .setUser(info.user())
            .setFailoverTimeoutMs(millis(info.failoverTimeout()))
            .addAllCapabilities(info.capabilities());
    info.roles().forEach(role -> out.addRoles(role.value()));
    return out.build();
  }

  static FrameworkInfo read(cuesta.protocol.v1.FrameworkInfo info) {
    return new FrameworkInfo(
        info.getName(),
        info.getRolesList().stream().map(RoleId::new).toList(),
        info.getUser(),
        Duration.ofMillis(info.getFailoverTimeoutMs()),
        info.getCapabilitiesList());
  }

  /** "For ever" is written as Duration.ofSeconds(Long.MAX_VALUE) by some; it stays very long. */
  static long millis(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis();
  }

  static <T> Optional<T> when(boolean present, java.util.function.Supplier<T> value) {
    return present ? Optional.of(value.get()) : Optional.empty();
  }
}
