/** The one shape of everything that swaps: a factory service with a name. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.1.0")
package cuesta.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
