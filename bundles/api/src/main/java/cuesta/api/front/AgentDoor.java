package cuesta.api.front;

import cuesta.api.AgentId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/** An agent as fronts see it: an OSGi service, one per agent in the process. Any thread. */
@ProviderType
public interface AgentDoor {
  /**
   * Its node name in this process, also its path: {@code slave(1)}.
   *
   * @return the name
   */
  String node();

  /**
   * Its id.
   *
   * @return the id, once it was admitted
   */
  Optional<AgentId> id();

  /**
   * Whether it is registered with a leader, with which term, what it runs on.
   *
   * @return facts by name, sorted
   */
  SortedMap<String, String> status();

  /**
   * What was refused because the leader, registration or stream it came from is over, since this
   * process started.
   *
   * @return counts by name, zeros included; the names are in docs/reference/http.md
   */
  SortedMap<String, Long> refused();

  /**
   * Reads a file below a sandbox.
   *
   * @param path below the agent's work directory, as {@link cuesta.api.cluster.TaskView#sandbox}
   *     has it; nothing outside of sandboxes is read
   * @param offset where to start; negative counts from the end
   * @param length how much at most, up to 1 MiB
   * @return the part
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws IOException if it could not be read
   */
  Chunk read(String path, long offset, int length) throws IOException;

  /**
   * Whether a sandbox's container has ended, so that nothing in it changes any more.
   *
   * @param path the sandbox, or something in it, below the agent's work directory
   * @return true once it has
   * @throws java.nio.file.NoSuchFileException if there is no such sandbox
   * @throws IOException if it could not be looked at
   */
  boolean isOver(String path) throws IOException;

  /**
   * Takes files out of a sandbox to the masters. Blocks, for minutes at worst; ends soon after an
   * interrupt. Doing so again is harmless.
   *
   * @param sandbox below the agent's work directory
   * @param selection which
   * @return what was found
   * @throws java.nio.file.NoSuchFileException if there is no such sandbox
   * @throws cuesta.api.Refused with COLLECT_REFUSED if another try would end the same
   * @throws IOException if the files cannot be read or sent
   */
  Collected collect(String sandbox, Selection selection) throws IOException;

  /**
   * Lists a directory below a sandbox.
   *
   * @param path below the agent's work directory
   * @return names and sizes, sorted; directories end with a slash
   * @throws IOException if it could not be read
   */
  List<FileEntry> list(String path) throws IOException;

  /**
   * A part of a file.
   *
   * @param offset where it starts
   * @param bytes the bytes; empty at the end
   * @param length the length of the whole file now
   * @param complete whether the file will not grow any more, since its container has ended
   */
  record Chunk(long offset, byte[] bytes, long length, boolean complete) {}

  /**
   * An entry of a directory.
   *
   * @param name its name
   * @param size its length in bytes
   */
  record FileEntry(String name, long size) {}
}
