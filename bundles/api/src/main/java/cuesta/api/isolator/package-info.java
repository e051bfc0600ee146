/** The isolator slots of an agent: what a container may use and see. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package cuesta.api.isolator;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
