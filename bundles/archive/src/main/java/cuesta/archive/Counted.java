package cuesta.archive;

/**
 * What was packed or unpacked.
 *
 * @param entries files, links and directories
 * @param files files and links
 * @param bytes what is in the files
 */
public record Counted(int entries, int files, long bytes) {
  /** Nothing yet. */
  public static final Counted NOTHING = new Counted(0, 0, 0);

  Counted with(Entry entry) {
    boolean inner = entry.kind() == Entry.Kind.DIRECTORY;
    return new Counted(entries + 1, inner ? files : files + 1, bytes + entry.size());
  }

  /**
   * Whether there was nothing.
   *
   * @return true if so
   */
  public boolean isNothing() {
    return entries == 0;
  }

  /** For people. */
  @Override
  public String toString() {
    return entries + " entries with " + bytes + " bytes";
  }
}
