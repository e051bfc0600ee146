package cuesta.launcher.posix;

import cuesta.api.ContainerId;
import java.nio.file.Path;
import java.util.List;

/**
 * A container as the launcher knows it.
 *
 * @param id its id
 * @param file its name in the runtime directories
 * @param boot the boot it was started in
 * @param cgroups what its supervisor joins
 */
record Container(ContainerId id, String file, String boot, List<Path> cgroups) {}
