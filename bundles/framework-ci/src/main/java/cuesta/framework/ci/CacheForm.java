package cuesta.framework.ci;

import com.fasterxml.jackson.core.JsonGenerator;
import cuesta.framework.ci.engine.CacheKey;
import cuesta.framework.ci.engine.Cached;
import cuesta.framework.kit.form.Fields;
import java.io.IOException;
import java.time.Instant;

/** Caches as they lie in the store. */
final class CacheForm {
  private CacheForm() {}

  static void write(JsonGenerator out, Cached cache) throws IOException {
    out.writeStringField("project", cache.key().project());
    out.writeStringField("key", cache.key().key());
    Values.blob(out, "blob", cache.blob());
    out.writeStringField("used", cache.used().toString());
  }

  static Cached read(Fields from) {
    return new Cached(
        new CacheKey(from.need("project"), from.need("key")),
        Values.blob(from, "blob").orElseThrow(IllegalArgumentException::new),
        Instant.parse(from.need("used")));
  }
}
