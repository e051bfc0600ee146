package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.core.message.FromMaster;

/** The master's end of one agent's stream. Neither call blocks. */
public interface AgentLink {
  /**
   * Sends a message, after all sent before. If the outbox is over its limit the stream is broken
   * instead; nothing is lost, since the agent repeats.
   *
   * @param message what
   */
  void send(FromMaster message);

  /**
   * Ends the stream after what was sent.
   *
   * @param why told to the agent
   */
  void close(Reason why);
}
