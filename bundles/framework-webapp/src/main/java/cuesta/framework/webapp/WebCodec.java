package cuesta.framework.webapp;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.Written;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.WebChange;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/**
 * What framework-webapp keeps, as entries of the store. A store is read in the order of its keys:
 * the application before its instances and versions. Entries are JSON, which evolves by adding
 * fields that older readers skip; what they must not skip needs a new schema number.
 */
public final class WebCodec implements StoreCodec {
  static final int SCHEMA = 1;

  private static final Schemas SCHEMAS = new Schemas("framework-webapp", SCHEMA, SCHEMA);

  private static final String APP = "app/";
  private static final String INSTANCE = "instance/";
  private static final String VERSION = "version/";

  @Override
  public Write write(Change change) {
    return switch ((WebChange) change) {
      case WebChange.AppKept c -> put(APP + c.name(), out -> AppForm.write(out, c.app()));
      case WebChange.AppGone c -> gone(APP + c.name());
      case WebChange.InstanceKept c ->
          put(
              key(INSTANCE, c.name(), c.instance().number()),
              out -> InstanceForm.write(out, c.name(), c.instance()));
      case WebChange.InstanceGone c -> gone(key(INSTANCE, c.name(), c.number()));
      case WebChange.VersionKept c ->
          put(
              key(VERSION, c.name(), c.version().number()),
              out -> SpecForm.write(out, c.version()));
      case WebChange.VersionGone c -> gone(key(VERSION, c.name(), c.number()));
    };
  }

  /** Keys sort as their numbers do. */
  private static String key(String kind, String name, long number) {
    return String.format(Locale.ROOT, "%s%s/%012d", kind, name, number);
  }

  private static Write put(String key, Json.Part members) {
    return new Write(key, SCHEMA, Optional.of(Written.object(members)));
  }

  private static Write gone(String key) {
    return new Write(key, SCHEMA, Optional.empty());
  }

  @Override
  public Change read(FrameworkStore.Entry entry) {
    SCHEMAS.of(entry);
    String[] parts = entry.key().split("/", -1);
    boolean numbered = parts.length == 3 && parts[2].matches("[0-9]{12,18}");
    boolean named = parts.length > 1 && Names.isName(parts[1]);
    boolean known =
        switch (parts[0] + "/") {
          case APP -> named && parts.length == 2;
          case INSTANCE, VERSION -> named && numbered;
          default -> false;
        };
    if (!known) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_NEWER,
              entry.key(),
              "is no entry that this framework-webapp knows",
              "deploy the version that wrote it again"));
    }
    try {
      return read(parts, Fields.read(entry.value()));
    } catch (IOException
        | DateTimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new Refused(
          Reason.of(
              Reasons.DATA_CORRUPT,
              entry.key(),
              "what is kept of the application cannot be read: " + e.getMessage(),
              "restore the registry, or remove the framework to forget its applications"));
    }
  }

  private static Change read(String[] parts, Fields from) {
    String name = parts[1];
    return switch (parts[0] + "/") {
      case APP -> new WebChange.AppKept(AppForm.read(name, from));
      case INSTANCE ->
          new WebChange.InstanceKept(name, InstanceForm.read(name, Long.parseLong(parts[2]), from));
      default -> new WebChange.VersionKept(name, SpecForm.read(Integer.parseInt(parts[2]), from));
    };
  }

  @Override
  public boolean isCurrent(FrameworkStore.Entry entry) {
    return SCHEMAS.isCurrent(entry);
  }
}
