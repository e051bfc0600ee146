package cuesta.core.edge.link;

import cuesta.core.edge.master.AgentLink;
import cuesta.core.edge.master.MasterNode;
import cuesta.core.message.ToMaster;

/** Whoever the agents' streams belong to. Called on the event loop; should not wait for long. */
public interface AgentStreams {
  /**
   * An agent opened a stream.
   *
   * @param link this end of it
   * @return its number
   */
  long opened(AgentLink link);

  /**
   * An agent said something.
   *
   * @param stream on which stream
   * @param message what
   */
  void said(long stream, ToMaster message);

  /**
   * A stream has ended, was silent for too long or had too much waiting.
   *
   * @param stream which
   */
  void broken(long stream);

  /**
   * The streams of a master.
   *
   * @param master whose
   * @return what passes everything on to it
   */
  static AgentStreams of(MasterNode master) {
    return new AgentStreams() {
      @Override
      public long opened(AgentLink link) {
        return master.streamOpened(link);
      }

      @Override
      public void said(long stream, ToMaster message) {
        master.streamSaid(stream, message);
      }

      @Override
      public void broken(long stream) {
        master.streamBroken(stream);
      }
    };
  }
}
