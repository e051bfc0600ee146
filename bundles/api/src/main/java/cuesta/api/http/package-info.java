/** HTTP that bundles and frameworks add to the doors, without a servlet type in the api. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.2.0")
package cuesta.api.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
