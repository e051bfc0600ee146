package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A container as the launcher knows it.
 *
 * @param id its id
 * @param file its name in the runtime directories
 * @param boot the boot it was started in
 * @param cgroups what its supervisor joins
 * @param limits the process limits that its supervisor sets
 */
record Container(
    ContainerId id, String file, String boot, List<Path> cgroups, SortedMap<String, Long> limits) {}
