package cuesta.api.courier;

import cuesta.api.framework.Collected;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.Selection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries bytes between an agent's sandboxes and the masters: a plain OSGi service of the agent's
 * process. Any thread; calls block, and end soon after an interrupt.
 */
@ProviderType
public interface Courier {
  /**
   * Brings into a sandbox what its task needs. What is there already is overwritten; nothing is
   * ever written outside of the sandbox, whatever an archive says.
   *
   * @param sandbox where to, a directory
   * @param user whose the files become
   * @param what in this order
   * @param leader the HTTP address of the leading master
   * @throws java.net.ConnectException if the leader cannot be reached or leads no more, or this
   *     courier is being replaced: it may be tried again
   * @throws IOException if something cannot be had, is not what its name says, or is an archive
   *     that no honest packer makes
   */
  void fetch(Path sandbox, String user, List<Fetch> what, URI leader) throws IOException;

  /**
   * Takes files out of a sandbox to the masters. Links are packed as links and never followed.
   *
   * @param sandbox where they are
   * @param selection which
   * @param leader the HTTP address of the leading master
   * @return what was found
   * @throws java.net.ConnectException as {@link #fetch} does
   * @throws cuesta.api.Refused with COLLECT_REFUSED if it is more than allowed, or is something
   *     that is never packed or sent: another try would end the same
   * @throws IOException if it cannot be read or sent
   */
  Collected collect(Path sandbox, Selection selection, URI leader) throws IOException;
}
