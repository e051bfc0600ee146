package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * An agent.
 *
 * @param id its id
 * @param state one of {@link AgentView}'s states
 * @param total all it has
 * @param used what tasks hold
 * @param offered what is offered
 * @param tasks its tasks; what they hold is not counted by itself
 */
public record FakeAgent(
    AgentId id,
    String state,
    Resources total,
    Resources used,
    Resources offered,
    List<FakeTask> tasks)
    implements AgentView {

  /**
   * An active, empty agent.
   *
   * @param id its id
   * @param total its resources as text
   * @return the agent
   */
  public static FakeAgent of(String id, String total) {
    return new FakeAgent(
        new AgentId(id), ACTIVE, Resources.parse(total), Resources.NONE, Resources.NONE, List.of());
  }

  /**
   * The same in another state.
   *
   * @param next the state
   * @return the agent
   */
  public FakeAgent withState(String next) {
    return new FakeAgent(id, next, total, used, offered, tasks);
  }

  /**
   * The same with other amounts in use.
   *
   * @param nextUsed what tasks hold
   * @param nextOffered what is offered
   * @return the agent
   */
  public FakeAgent with(Resources nextUsed, Resources nextOffered) {
    return new FakeAgent(id, state, total, nextUsed, nextOffered, tasks);
  }

  /**
   * The same with tasks.
   *
   * @param all its tasks
   * @return the agent
   */
  public FakeAgent withTasks(FakeTask... all) {
    return new FakeAgent(id, state, total, used, offered, List.of(all));
  }

  @Override
  public String host() {
    return id.value();
  }

  @Override
  public String url() {
    return "http://127.0.0.1:5051/" + id;
  }

  @Override
  public Instant registered() {
    return Instant.EPOCH;
  }

  @Override
  public Resources free() {
    return state.equals(ACTIVE) ? total.minus(used.plus(offered)) : Resources.NONE;
  }

  @Override
  public SortedMap<String, String> attributes() {
    return Collections.emptySortedMap();
  }

  @Override
  public SortedMap<String, String> facts() {
    return Collections.emptySortedMap();
  }
}
