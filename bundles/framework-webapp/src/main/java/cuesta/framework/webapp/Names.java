package cuesta.framework.webapp;

import cuesta.framework.webapp.engine.WebLimits;

/** Names of applications in keys of the store and in ids of tasks. */
final class Names {
  private Names() {}

  static boolean isName(String name) {
    return name.matches(WebLimits.NAME);
  }

  /** The id of a task begins with its application's name, which its key tells. */
  static String shortened(String app, String id) {
    return id.startsWith(app + ".") ? id.substring(app.length()) : id;
  }

  static String full(String app, String text) {
    return text.startsWith(".") ? app + text : text;
  }
}
