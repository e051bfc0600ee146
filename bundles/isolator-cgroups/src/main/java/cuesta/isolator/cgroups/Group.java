package cuesta.isolator.cgroups;

import cuesta.api.ContainerId;
import cuesta.api.isolator.IsolatorRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The group of one container.
 *
 * @param container whose
 * @param path from the top of each hierarchy; remembered, since the configured root may change
 */
record Group(ContainerId container, String path) {
  static final int SCHEMA = 1;
  private static final String KEY = "path ";

  static Group of(ContainerId container, String root) {
    return new Group(container, root + "/" + name(container.value()));
  }

  static Group of(IsolatorRecord record) {
    if (record.schema() != SCHEMA) {
      throw new IllegalStateException(
          "isolator record of %s has schema %d; this isolator reads %d"
              .formatted(record.container(), record.schema(), SCHEMA));
    }
    String text = new String(record.state(), StandardCharsets.UTF_8);
    if (!text.startsWith(KEY) || text.contains("..")) {
      throw new IllegalStateException(
          "isolator record of " + record.container() + " names no group; it is damaged");
    }
    return new Group(record.container(), text.substring(KEY.length()));
  }

  IsolatorRecord record() {
    return new IsolatorRecord(container, SCHEMA, (KEY + path).getBytes(StandardCharsets.UTF_8));
  }

  /** A UUID as it is; anything else could be the name of a control file. */
  private static String name(String id) {
    if (id.matches("[0-9a-f]{8}-[0-9a-f-]+(\\.[0-9a-f-]+)*") && id.length() <= 200) {
      return id;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
