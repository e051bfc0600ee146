package cuesta.admin.resource;

import cuesta.admin.http.Call;
import cuesta.admin.http.Failure;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.ha.LeaderInfo;

/** Finds the master that may answer: ours if it leads, else the caller is sent on. */
final class Leader {
  /** How soon a new leader may be expected. */
  private static final String RETRY_SECONDS = "1";

  private final Services services;

  Leader(Services services) {
    this.services = services;
  }

  /** Our master, which leads. */
  Master of(Call call) {
    if (services.areOfAgentsOnly()) {
      throw Failure.unknown(
          "/" + call.prefix(), "there is no master in this process", "ask a master");
    }
    Master master = services.master().orElseThrow(() -> unavailable("this process begins or ends"));
    Leadership leadership = master.leadership();
    if (!leadership.leading()) {
      throw elsewhere(call, leadership);
    }
    return master;
  }

  private static Failure elsewhere(Call call, Leadership leadership) {
    if (leadership.leader().isEmpty()) {
      return unavailable("no master leads right now");
    }
    LeaderInfo leader = leadership.leader().get();
    if (isHere(call, leader)) {
      return unavailable("this master was elected and is loading its registry");
    }
    return Failure.of(
        307,
        Reason.of(
            Reasons.NOT_LEADER, leader.id(), "the leader is " + url(leader), "ask the leader"),
        "Location",
        url(leader) + call.incoming().target());
  }

  private static Failure unavailable(String detail) {
    return Failure.of(
        503, Reason.of(Reasons.NOT_LEADER, "", detail, "try again"), "Retry-After", RETRY_SECONDS);
  }

  /** Sending a caller to where he is would be a circle. */
  private static boolean isHere(Call call, LeaderInfo leader) {
    String host = call.incoming().header("host").orElse("");
    return leader.port() == call.incoming().localPort()
        && (host.equals(authority(leader)) || leader.host().equals(call.incoming().localAddress()));
  }

  static String url(LeaderInfo leader) {
    return "http://" + authority(leader);
  }

  private static String authority(LeaderInfo leader) {
    String host = leader.host();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + leader.port();
  }
}
