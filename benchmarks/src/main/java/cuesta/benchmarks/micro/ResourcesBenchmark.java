package cuesta.benchmarks.micro;

import cuesta.api.resources.Resources;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The resources algebra, with the shapes that an allocation cycle meets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ResourcesBenchmark {
  /** What an agent has: the plain one, and one with reservations and split ports. */
  @Param({"plain", "reserved"})
  public String agent;

  private String text;
  private Resources total;
  private Resources task;
  private Resources rest;

  /** Fills the operands. */
  @Setup
  public void setup() {
    text =
        switch (agent) {
          case "plain" -> "cpus:16;mem:65536;disk:1000000;ports:[31000-32000]";
          case "reserved" ->
              "cpus:8;cpus(web):8;mem:32768;mem(web):32768;disk:1000000;"
                  + "ports:[31000-31099, 31200-31299, 31400-31499, 31600-31699, 31800-32000]";
          default -> throw new IllegalArgumentException("agent: " + agent);
        };
    total = Resources.parse(text);
    task = Resources.parse("cpus:0.5;mem:512;ports:[31205-31206]");
    rest = total.minus(task);
  }

  /** A task's resources come back. */
  @Benchmark
  public Resources plus() {
    return rest.plus(task);
  }

  /** A task's resources are taken. */
  @Benchmark
  public Resources minus() {
    return total.minus(task);
  }

  /** Asked for each launch. */
  @Benchmark
  public boolean contains() {
    return total.contains(task);
  }

  /** Asked by a framework for each offer. */
  @Benchmark
  public Optional<Resources> pick() {
    return total.pick(task);
  }

  /** Read at start-up and at the doors only. */
  @Benchmark
  public Resources parse() {
    return Resources.parse(text);
  }
}
