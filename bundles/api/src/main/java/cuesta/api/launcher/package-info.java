/** The launcher slot of an agent: how a container's process comes to be and is watched. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.1.0")
package cuesta.api.launcher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
