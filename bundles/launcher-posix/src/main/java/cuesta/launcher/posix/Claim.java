package cuesta.launcher.posix;

/**
 * A process by its number and its start time, which together no other process of this boot has.
 *
 * @param pid 0 if the launch was fenced off
 * @param start in clock ticks since boot
 */
record Claim(int pid, long start) {
  static final Claim FENCED = new Claim(0, 0);

  static Claim parse(String text) {
    String[] words = text.strip().split(" ");
    return new Claim(Integer.parseInt(words[0]), Long.parseLong(words[1]));
  }

  String text() {
    return pid + " " + start + "\n";
  }

  boolean isAlive() {
    return pid != 0
        && Proc.of(pid).filter(proc -> proc.start() == start && !proc.isDead()).isPresent();
  }
}
