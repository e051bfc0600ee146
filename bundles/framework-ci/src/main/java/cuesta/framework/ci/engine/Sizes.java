package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.resources.Amounts;
import cuesta.api.resources.Resources;
import java.util.Optional;

/**
 * What a job takes of an agent, unless variables of it say otherwise. In thousandths.
 *
 * @param cpus processors
 * @param mem memory, of a MiB
 * @param disk disk space, of a MiB; 0 for none
 */
public record Sizes(long cpus, long mem, long disk) {
  /** The variable that says how many processors a job takes. */
  public static final String CPUS = "CUESTA_CPUS";

  /** The variable that says how much memory a job takes, in MiB. */
  public static final String MEM = "CUESTA_MEM";

  /** The variable that says how much disk space a job takes, in MiB. */
  public static final String DISK = "CUESTA_DISK";

  /** Half a processor and a GiB. */
  public static final Sizes USUAL = new Sizes(500, 1_024_000, 0);

  /** No machine has more of anything. */
  private static final long MOST = 1_000_000_000_000L;

  /**
   * What a job takes. What makes no sense counts as if it were not there; {@link #refusal} said so
   * when there was somebody to tell.
   */
  Resources of(Pipeline pipeline, Job job) {
    Variables variables = Variables.of(pipeline, job);
    Resources all =
        Resources.cpusMem(
            variables.value(CPUS).flatMap(Sizes::parse).orElse(cpus),
            variables.value(MEM).flatMap(Sizes::parse).orElse(mem));
    long space = variables.value(DISK).flatMap(Sizes::parse).orElse(disk);
    return space == 0 ? all : all.plus(Resources.scalar("disk", space));
  }

  /** Why a job cannot take what its variables say. */
  static Optional<Reason> refusal(Pipeline pipeline, Job job) {
    Variables variables = Variables.of(pipeline, job);
    for (String name : new String[] {CPUS, MEM, DISK}) {
      Optional<String> value = variables.value(name);
      if (value.isPresent() && parse(value.get()).isEmpty()) {
        return Optional.of(
            Reason.of(
                Reasons.INVALID,
                name,
                "of job " + job.name() + " is '" + variables.shown(value.get()) + "'",
                "write a number above 0, as in " + name + ": \"" + example(name) + "\""));
      }
    }
    return Optional.empty();
  }

  private static String example(String name) {
    return name.equals(CPUS) ? "0.5" : "1024";
  }

  private static Optional<Long> parse(String text) {
    try {
      return Optional.of(Amounts.milli("size", text.strip())).filter(n -> n > 0 && n <= MOST);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
