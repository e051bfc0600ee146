package cuesta.framework.webapp;

import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Change;
import cuesta.framework.kit.Schemas;
import cuesta.framework.kit.form.Fields;
import cuesta.framework.kit.form.JsonCodec;
import cuesta.framework.webapp.engine.WebChange;
import java.io.IOException;

/**
 * What framework-webapp keeps, as entries of the store. A store is read in the order of its keys:
 * the application before its instances and versions.
 */
public final class WebCodec extends JsonCodec {
  static final int SCHEMA = 1;

  private static final String APP = "app/";
  private static final String INSTANCE = "instance/";
  private static final String VERSION = "version/";

  /** The codec of this version. */
  public WebCodec() {
    super(new Schemas("framework-webapp", SCHEMA, SCHEMA), "application");
  }

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

  private static String key(String kind, String name, long number) {
    return key(kind + name, number);
  }

  @Override
  protected boolean isKnown(String... key) {
    boolean named = key.length > 1 && Names.isName(key[1]);
    return switch (key[0] + "/") {
      case APP -> named && key.length == 2;
      case INSTANCE, VERSION -> named && key.length == 3 && key[2].matches(NUMBER);
      default -> false;
    };
  }

  @Override
  protected Change read(FrameworkStore.Entry entry, String... key) throws IOException {
    Fields from = Fields.read(entry.value());
    String name = key[1];
    return switch (key[0] + "/") {
      case APP -> new WebChange.AppKept(AppForm.read(name, from));
      case INSTANCE ->
          new WebChange.InstanceKept(name, InstanceForm.read(name, Long.parseLong(key[2]), from));
      default -> new WebChange.VersionKept(name, SpecForm.read(Integer.parseInt(key[2]), from));
    };
  }
}
