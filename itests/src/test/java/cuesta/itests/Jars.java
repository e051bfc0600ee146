package cuesta.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars of the distribution as their authors would build them again. */
public final class Jars {
  public static final String DRF = "bundles/05/allocator-drf.jar";
  public static final String RUN = "bundles/05/framework-run.jar";
  public static final String CRON = "bundles/05/framework-cron.jar";
  public static final String WEBAPP = "bundles/05/framework-webapp.jar";
  public static final String CI = "bundles/05/framework-ci.jar";
  public static final String BALANCER = "bundles/05/loadbalancer.jar";
  public static final String POSIX = "bundles/05/isolator-posix.jar";
  public static final String FIFO = "examples/allocator-fifo.jar";
  private static final String HELLO = "examples/framework-hello.jar";
  private static final String COMPONENT = "OSGI-INF/itests.xml";

  private Jars() {}

  /** The same name and version with other bytes: what comes out of the next build. */
  public static byte[] rebuilt(String jar, int build) throws IOException {
    return with(jar, Map.of("Build-Number", Integer.toString(build)), Map.of());
  }

  /** The jar with other headers. */
  public static byte[] with(String jar, Map<String, String> headers) throws IOException {
    return with(jar, headers, Map.of());
  }

  /** A bundle whose only plugin is {@link BrokenAllocator}. */
  public static byte[] broken() throws IOException {
    return plugin(
        "broken", "cuesta.api.allocator.AllocatorPlugin", BrokenAllocator.class, FIFO, List.of());
  }

  /** A bundle whose only plugin is {@link CheckedServer}. */
  public static byte[] checkedServer() throws IOException {
    return plugin(
        "checked",
        "cuesta.api.framework.FrameworkPlugin",
        CheckedServer.class,
        HELLO,
        List.of("Launching"));
  }

  /** A class of these tests as a plugin, in a jar that imports what another one does. */
  private static byte[] plugin(
      String plugin, String type, Class<?> made, String like, List<String> nested)
      throws IOException {
    String component =
        """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
          <property name="plugin.name" type="String" value="%s"/>
          <service><provide interface="%s"/></service>
          <implementation class="%s"/>
        </scr:component>
        """
            .formatted(made.getName(), plugin, type, made.getName());
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put(COMPONENT, component.getBytes(StandardCharsets.UTF_8));
    add(entries, made.getName());
    for (String inner : nested) {
      add(entries, made.getName() + "$" + inner);
    }
    return with(
        like,
        Map.of("Bundle-SymbolicName", "cuesta.itests." + plugin, "Service-Component", COMPONENT),
        entries);
  }

  private static void add(Map<String, byte[]> entries, String name) throws IOException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream bytes = Jars.class.getClassLoader().getResourceAsStream(file)) {
      entries.put(file, bytes.readAllBytes());
    }
  }

  private static byte[] with(String jar, Map<String, String> headers, Map<String, byte[]> more)
      throws IOException {
    Path built = Path.of(System.getProperty("cuesta.home")).resolve(jar);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile in = new JarFile(built.toFile())) {
      Manifest manifest = new Manifest(in.getManifest());
      headers.forEach(manifest.getMainAttributes()::putValue);
      try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
        copy(in, out);
        for (Map.Entry<String, byte[]> entry : more.entrySet()) {
          out.putNextEntry(new JarEntry(entry.getKey()));
          out.write(entry.getValue());
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void copy(JarFile in, JarOutputStream out) throws IOException {
    for (JarEntry entry : Collections.list(in.entries())) {
      if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream bytes = in.getInputStream(entry)) {
          bytes.transferTo(out);
        }
      }
    }
  }
}
