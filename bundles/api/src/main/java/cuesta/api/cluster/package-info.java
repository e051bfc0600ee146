/** Immutable views of the cluster, for allocators, frameworks and fronts. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.1.0")
package cuesta.api.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
