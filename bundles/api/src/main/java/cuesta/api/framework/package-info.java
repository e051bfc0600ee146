/** The framework slots of the master: schedulers, their session and their store. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.2.0")
package cuesta.api.framework;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
