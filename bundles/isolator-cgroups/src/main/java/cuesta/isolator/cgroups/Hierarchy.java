package cuesta.isolator.cgroups;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** The kernel's two interfaces to the same thing. Groups are named by their path from the top. */
interface Hierarchy {
  /** Makes the parent of all containers' groups and gives it the controllers. */
  void makeRoot(String root) throws IOException;

  /** Where a supervisor joins, in order. */
  List<Path> directories(String group);

  /** Makes a group, or finds it made. */
  void make(String group) throws IOException;

  /** Sets all or, if memory cannot be had, nothing. */
  void limit(String group, Amount amount) throws IOException;

  /** Whether the group is there. */
  boolean exists(String group);

  /** Processes that the kernel has killed for want of memory. */
  long oomKills(String group) throws IOException;

  /** In bytes. */
  long memoryLimit(String group) throws IOException;

  /** In bytes; 0 if this kernel does not say. */
  long memoryPeak(String group) throws IOException;

  /** By the names of the reference. */
  SortedMap<String, Long> usage(String group) throws IOException;

  /** Removes a group whose processes are gone. */
  void remove(String group) throws IOException, InterruptedException;
}
