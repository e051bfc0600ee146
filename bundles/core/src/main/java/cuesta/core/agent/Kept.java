package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.launcher.LaunchRecord;
import java.util.Arrays;

/**
 * What a plugin wants to know again of a container. Unlike the api's records, two are equal if
 * their bytes are.
 *
 * @param owner the isolator's name, or the launcher's
 * @param schema the form of the bytes
 * @param state the bytes; never changed
 */
public record Kept(String owner, int schema, byte[] state) {
  /**
   * What an isolator returned.
   *
   * @param isolator its name
   * @param record what it returned
   * @return the same, kept
   */
  public static Kept of(String isolator, IsolatorRecord record) {
    return new Kept(isolator, record.schema(), record.state());
  }

  /**
   * What a launcher returned.
   *
   * @param launcher its name
   * @param record what it returned
   * @return the same, kept
   */
  public static Kept of(String launcher, LaunchRecord record) {
    return new Kept(launcher, record.schema(), record.state());
  }

  /**
   * For an isolator that recovers.
   *
   * @param container whose record it is
   * @return the record
   */
  public IsolatorRecord isolatorRecord(ContainerId container) {
    return new IsolatorRecord(container, schema, state);
  }

  /**
   * For a launcher that recovers.
   *
   * @param container whose record it is
   * @return the record
   */
  public LaunchRecord launchRecord(ContainerId container) {
    return new LaunchRecord(container, schema, state);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kept kept
        && kept.owner.equals(owner)
        && kept.schema == schema
        && Arrays.equals(kept.state, state);
  }

  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + schema) * 31 + Arrays.hashCode(state);
  }

  @Override
  public String toString() {
    return owner + " v" + schema + " " + state.length + " bytes";
  }
}
