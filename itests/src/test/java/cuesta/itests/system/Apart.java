package cuesta.itests.system;

import cuesta.itests.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** A master and an agent, each a process of its own. */
final class Apart {
  private final Path dir;
  private final Path key;
  private Program master;
  private Program agent;
  private Client client;
  private int agentPort;

  private Apart(Path dir) {
    this.dir = dir;
    this.key = dir.resolve("cluster.key");
  }

  /** Starts both and waits until the agent is registered. */
  static Apart start(Path dir) throws Exception {
    Apart apart = new Apart(dir);
    try {
      apart.startMaster();
      apart.agentPort = FreePort.any();
      apart.startAgent();
      return apart;
    } catch (Exception | Error e) {
      apart.close();
      throw e;
    }
  }

  private void startMaster() throws Exception {
    String work = dir.resolve("m").toString();
    master =
        Program.start(
            dir,
            Map.of(),
            List.of(
                "master",
                "--work-dir",
                work,
                "--port",
                "0",
                "--link-port",
                "0",
                "--cluster-key",
                key.toString()));
    Matcher said = master.awaitOut("^master: (http://\\S+:\\d+),");
    client = new Client(dir, said.group(1), key);
  }

  /** Starts the agent again on the same directory, and waits until the master has it. */
  void startAgent() throws Exception {
    String work = dir.resolve("a").toString();
    String at = client.url().substring("http://".length());
    // Mesos' spelling of a flag is part of the contract.
    agent =
        Program.start(
            dir,
            Map.of(),
            List.of(
                "agent",
                "--master",
                at,
                "--work_dir=" + work,
                "--port",
                "" + agentPort,
                "--cluster-key",
                key.toString(),
                "--resources",
                "cpus:8;mem:2048;disk:1024",
                "--attributes",
                "rack:r1",
                "--allow-root"));
    agent.awaitOut("^agent: ");
    client.awaitAgents(1);
  }

  /** The agent has no chance to say good-bye. */
  void killAgent() throws Exception {
    agent.signal("KILL");
    agent.end();
  }

  /** What a reboot leaves of the agent's machine: no process, and a boot that is not recorded. */
  void reboot() throws Exception {
    Strays.end(dir.resolve("a"));
    Files.writeString(dir.resolve("a/meta/boot_id"), "another boot\n");
  }

  Client client() {
    return client;
  }

  /** Ends everything at once, tasks included. */
  void close() throws Exception {
    if (agent != null) {
      agent.close();
    }
    if (master != null) {
      master.close();
    }
    Strays.end(dir);
  }
}
