package cuesta.admin.resource;

import cuesta.api.auth.Authenticator;
import cuesta.api.front.AgentDoor;
import cuesta.api.front.Deployments;
import cuesta.api.front.Master;
import cuesta.api.front.Slots;
import cuesta.api.http.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is there now in this process. Services come and go on foreign threads while calls run; a
 * call that holds one which leaves ends with that one's own refusal.
 */
public final class Services {
  private final List<Master> masters = new CopyOnWriteArrayList<>();
  private final List<AgentDoor> agents = new CopyOnWriteArrayList<>();
  private final List<Slots> slots = new CopyOnWriteArrayList<>();
  private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();
  private volatile Optional<Deployments> deployments = Optional.empty();
  private volatile Optional<Authenticator> authenticator = Optional.empty();

  /** Masters in the order in which they came; the first one is asked. */
  public List<Master> masters() {
    return masters;
  }

  /** The one that is asked. */
  Optional<Master> master() {
    return masters.stream().findFirst();
  }

  /** Whether the process is one of an agent. One that begins or ends has neither for a while. */
  boolean areOfAgentsOnly() {
    return masters.isEmpty() && !agents.isEmpty();
  }

  /** The agents of this process. */
  public List<AgentDoor> agents() {
    return agents;
  }

  /** The slots of masters and agents. */
  public List<Slots> slots() {
    return slots;
  }

  /** What other bundles serve. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** What was deployed. */
  public Optional<Deployments> deployments() {
    return deployments;
  }

  /** Sets what was deployed. */
  public void deployments(Optional<Deployments> now) {
    deployments = now;
  }

  /** Who knows callers. */
  public Optional<Authenticator> authenticator() {
    return authenticator;
  }

  /** Sets who knows callers. */
  public void authenticator(Optional<Authenticator> now) {
    authenticator = now;
  }
}
