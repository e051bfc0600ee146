package cuesta.core.edge.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.front.AgentDoor;
import cuesta.core.agent.AgentState;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.agent.Counts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An agent as fronts see it. Nothing outside of sandboxes is shown, whatever their owners link to.
 */
final class FileDoor implements AgentDoor {
  /** One answer is not larger. */
  static final int MAX_CHUNK = 1024 * 1024;

  /** A directory with more entries is shown up to here. */
  static final int MAX_ENTRIES = 10_000;

  /** {@code slaves/A/frameworks/F/executors/E/runs/C}. */
  private static final int SANDBOX_DEPTH = 8;

  private final String node;
  private final Path workDir;
  private final Supplier<AgentState> state;
  private final Carrier carrier;

  FileDoor(String node, Path workDir, Supplier<AgentState> state, Carrier carrier) {
    this.node = node;
    this.workDir = workDir;
    this.state = state;
    this.carrier = carrier;
  }

  /**
   * A place in a sandbox.
   *
   * @param sandbox the sandbox, without links in it
   * @param inside the rest of the way, without links in it; empty for the sandbox itself
   */
  private record Place(Path sandbox, Optional<Path> inside) {
    ContainerId container() {
      return new ContainerId(sandbox.getFileName().toString());
    }
  }

  @Override
  public String node() {
    return node;
  }

  @Override
  public Optional<AgentId> id() {
    return state.get().checkpoint().id();
  }

  @Override
  public SortedMap<String, String> status() {
    AgentState now = state.get();
    TreeMap<String, String> facts = new TreeMap<>(now.config().info().facts());
    facts.put("registered", Boolean.toString(now.link().isRegistered()));
    facts.put("term", Long.toString(now.checkpoint().term()));
    facts.put("registration", Long.toString(now.link().registration()));
    facts.put("containers", Integer.toString(now.checkpoint().places().size()));
    facts.put("tasks", Integer.toString(now.checkpoint().tasks().size()));
    facts.put("slots.ready", Boolean.toString(now.slots().ready()));
    now.slots().why().ifPresent(why -> facts.put("slots.why", why.toString()));
    refused().forEach((name, count) -> facts.put("refused." + name, Long.toString(count)));
    Counts counts = now.counts();
    facts.put("doubled.launches", Long.toString(counts.doubledLaunches()));
    facts.put("stray.acknowledgements", Long.toString(counts.strayAcknowledgements()));
    facts.put("cleanup.failures", Long.toString(counts.cleanupFailures()));
    return Collections.unmodifiableSortedMap(facts);
  }

  @Override
  public SortedMap<String, Long> refused() {
    Counts counts = state.get().counts();
    TreeMap<String, Long> refused = new TreeMap<>();
    refused.put("lower.term", counts.lowerTerm());
    refused.put("other.registration", counts.otherRegistration());
    refused.put("other.stream", counts.otherStream());
    return Collections.unmodifiableSortedMap(refused);
  }

  @Override
  public Chunk read(String path, long offset, int length) throws IOException {
    if (length < 0 || length > MAX_CHUNK) {
      throw new IOException("length must be 0 to " + MAX_CHUNK + ", not " + length);
    }
    Place place = place(path);
    if (place.inside().isEmpty()) {
      throw new IOException(path + " is a directory; name a file in it");
    }
    // Asked before the length is looked at: what is complete then does not grow afterwards.
    boolean complete = isComplete(place.container());
    return Inside.at(
        place.sandbox(),
        place.inside().get(),
        (directory, name) -> {
          if (!Inside.attributes(directory, name).isRegularFile()) {
            throw new IOException(path + " is not a regular file");
          }
          try (SeekableByteChannel file = Inside.open(directory, name, StandardOpenOption.READ)) {
            return chunk(file, offset, length, complete);
          }
        });
  }

  private static Chunk chunk(SeekableByteChannel file, long offset, int length, boolean complete)
      throws IOException {
    long size = file.size();
    long from = Math.clamp(offset < 0 ? size + offset : offset, 0, size);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size - from));
    file.position(from);
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {
      // until it is full, or the file was cut by a rotation
    }
    return new Chunk(from, Arrays.copyOf(bytes.array(), bytes.position()), size, complete);
  }

  @Override
  public boolean isOver(String path) throws IOException {
    return isComplete(sandbox(relative(path), path).container());
  }

  @Override
  public Collected collect(String sandbox, Selection selection) throws IOException {
    Place place = place(sandbox);
    if (place.inside().isPresent()) {
      throw new NoSuchFileException(sandbox, null, "name the sandbox; the rest is 'below'");
    }
    return carrier.carry((courier, leader) -> courier.collect(place.sandbox(), selection, leader));
  }

  private boolean isComplete(ContainerId container) {
    ContainerEntry entry = state.get().checkpoint().container(container);
    return entry == null || !entry.isLive();
  }

  @Override
  public List<FileEntry> list(String path) throws IOException {
    Place place = place(path);
    Path parent = place.inside().isPresent() ? place.sandbox() : place.sandbox().getParent();
    Path rest = place.inside().orElse(place.sandbox().getFileName());
    return Inside.at(
        parent,
        rest,
        (directory, name) -> {
          if (!Inside.attributes(directory, name).isDirectory()) {
            throw new NotDirectoryException(path);
          }
          try (SecureDirectoryStream<Path> inner =
              directory.newDirectoryStream(name, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return entries(inner);
          }
        });
  }

  private static List<FileEntry> entries(SecureDirectoryStream<Path> directory) {
    List<FileEntry> entries = new ArrayList<>();
    for (Path entry : directory) {
      if (entries.size() == MAX_ENTRIES) {
        break;
      }
      String name = entry.getFileName().toString();
      try {
        BasicFileAttributes attributes = Inside.attributes(directory, entry.getFileName());
        boolean inner = attributes.isDirectory();
        entries.add(new FileEntry(inner ? name + "/" : name, inner ? 0 : attributes.size()));
      } catch (IOException e) {
        // gone between the two looks
      }
    }
    entries.sort(Comparator.comparing(FileEntry::name));
    return entries;
  }

  /**
   * Finds the place that a path means: links are followed as long as they stay inside of the
   * sandbox. Another link put there meanwhile is not followed any more.
   */
  private Place place(String path) throws IOException {
    Path relative = relative(path);
    Place whole = sandbox(relative, path);
    if (relative.getNameCount() == SANDBOX_DEPTH) {
      return whole;
    }
    Path sandbox = whole.sandbox();
    Path inside = relative.subpath(SANDBOX_DEPTH, relative.getNameCount());
    Path real = sandbox.resolve(inside).toRealPath();
    if (!real.startsWith(sandbox)) {
      throw new NoSuchFileException(path, null, "it leads out of the sandbox");
    }
    return new Place(
        sandbox, real.equals(sandbox) ? Optional.empty() : Optional.of(sandbox.relativize(real)));
  }

  private Place sandbox(Path relative, String path) throws IOException {
    Path runs = workDir.resolve(relative.subpath(0, SANDBOX_DEPTH - 1));
    Path sandbox = runs.resolve(relative.getName(SANDBOX_DEPTH - 1)).toRealPath();
    if (!sandbox.getParent().equals(runs.toRealPath())) {
      throw new NoSuchFileException(path);
    }
    return new Place(sandbox, Optional.empty());
  }

  private Path relative(String path) throws IOException {
    Path relative;
    try {
      relative = Path.of(path.startsWith("/") ? path.substring(1) : path);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(path, null, "it is no path");
    }
    for (Path part : relative) {
      if (part.toString().equals("..") || part.toString().equals(".")) {
        throw new NoSuchFileException(path, null, "it may not hold '.' or '..'");
      }
    }
    boolean shaped =
        relative.getNameCount() >= SANDBOX_DEPTH
            && !relative.isAbsolute()
            && relative.getName(0).toString().equals("slaves")
            && relative.getName(2).toString().equals("frameworks")
            && relative.getName(4).toString().equals("executors")
            && relative.getName(6).toString().equals("runs");
    if (!shaped || !Files.isDirectory(workDir.resolve(relative.subpath(0, SANDBOX_DEPTH)))) {
      throw new NoSuchFileException(
          path, null, "a path begins with a sandbox: slaves/A/frameworks/F/executors/E/runs/C");
    }
    return relative;
  }
}
