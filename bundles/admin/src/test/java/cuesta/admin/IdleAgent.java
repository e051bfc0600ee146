package cuesta.admin;

import cuesta.api.AgentId;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.front.AgentDoor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An agent that has nothing to show but what it refused. */
public record IdleAgent() implements AgentDoor {
  @Override
  public String node() {
    return "slave(1)";
  }

  @Override
  public Optional<AgentId> id() {
    return Optional.empty();
  }

  @Override
  public SortedMap<String, String> status() {
    return new TreeMap<>();
  }

  @Override
  public SortedMap<String, Long> refused() {
    return new TreeMap<>(Map.of("lower.term", 2L));
  }

  @Override
  public Chunk read(String path, long offset, int length) throws IOException {
    throw new FileNotFoundException(path);
  }

  @Override
  public boolean isOver(String path) {
    return true;
  }

  @Override
  public Collected collect(String sandbox, Selection selection) {
    return Collected.NOTHING;
  }

  @Override
  public List<FileEntry> list(String path) {
    return List.of();
  }
}
