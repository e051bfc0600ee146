package cuesta.core.edge.agent;

import cuesta.api.Reason;
import cuesta.core.message.ToMaster;

/** The agent's end of its streams to a master. Neither call blocks. */
public interface MasterLink {
  /**
   * Says something, after all that was said before.
   *
   * @param stream on which stream; nothing happens if it is not open any more
   * @param message what
   */
  void send(long stream, ToMaster message);

  /**
   * Closes a stream; the next one is opened when the time has come.
   *
   * @param stream which
   * @param why the reason
   */
  void close(long stream, Reason why);
}
