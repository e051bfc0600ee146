/** The door for fronts: HTTP, console and foreign protocols see the master through it. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.2.0")
package cuesta.api.front;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
