package cuesta.core.osgi;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.isolator.IsolatorContext;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LauncherContext;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.agent.Phase;
import cuesta.core.edge.agent.AgentNode;
import cuesta.core.osgi.slot.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What isolators and launchers of an agent are opened with: the records that the agent keeps for
 * their names.
 */
final class AgentContexts {
  private final AgentNode node;
  private final Path workDir;

  AgentContexts(AgentNode node, Path workDir) {
    this.node = node;
    this.workDir = workDir;
  }

  IsolatorContext isolator(Opening opening) throws IOException {
    List<IsolatorRecord> recovered =
        live()
            .flatMap(
                container ->
                    container.records().stream()
                        .filter(kept -> kept.owner().equals(opening.plugin()))
                        .map(kept -> kept.isolatorRecord(container.id())))
            .toList();
    return new ForIsolator(opening, recovered, scratch("isolators", opening), node);
  }

  LauncherContext launcher(Opening opening) throws IOException {
    List<LaunchRecord> recovered =
        live()
            .filter(container -> container.phase() == Phase.LAUNCHED)
            .flatMap(
                container ->
                    container.launched().stream().map(kept -> kept.launchRecord(container.id())))
            .toList();
    return new ForLauncher(opening, recovered, scratch("launchers", opening), node);
  }

  private java.util.stream.Stream<ContainerEntry> live() {
    return node.state().checkpoint().containers().stream()
        .filter(container -> container.phase() != Phase.CLEANED);
  }

  private Path scratch(String kind, Opening opening) throws IOException {
    return Files.createDirectories(workDir.resolve("meta").resolve(kind).resolve(opening.plugin()));
  }

  private record ForIsolator(
      Opening opening, List<IsolatorRecord> recovered, Path scratch, AgentNode agent)
      implements OpeningContext, IsolatorContext {
    @Override
    public void limitReached(ContainerId container, Reason reason) {
      agent.limitReached(container, reason);
    }
  }

  private record ForLauncher(
      Opening opening, List<LaunchRecord> recovered, Path scratch, AgentNode agent)
      implements OpeningContext, LauncherContext {
    @Override
    public void exited(ContainerId container, int status) {
      agent.exited(container, status);
    }
  }
}
