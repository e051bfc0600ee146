/** Names, states and reasons that every other contract speaks of. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
