package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerPlugin;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import cuesta.contracts.Await;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A bundle that was stopped can be collected: its classes are loaded apart, as in OSGi. */
class LeakTest {
  /** Loads the bundle and its library by itself, everything else from the process around it. */
  private static final class Bundle extends URLClassLoader {
    private Bundle() throws Exception {
      super(urls(), LeakTest.class.getClassLoader());
    }

    private static URL[] urls() throws Exception {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        urls.add(new File(entry).toURI().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.netty.") || name.startsWith("cuesta.loadbalancer.")) {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
      }
      // Not imported: see bnd.bnd.
      if (name.startsWith("jdk.jfr.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  private record Context(RouteTable routes) implements BalancerContext {
    @Override
    public String node() {
      return "master";
    }

    @Override
    public SortedMap<String, String> config() {
      return new TreeMap<>();
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public void report(Reason reason) {
      throw new AssertionError(reason);
    }
  }

  @Test
  void aClosedBundleCanBeCollected() throws Exception {
    WeakReference<ClassLoader> loader = use();
    Await.until(
        "its classes are collected",
        () -> {
          System.gc();
          return loader.get() == null;
        },
        () -> Thread.getAllStackTraces().keySet());
  }

  private static WeakReference<ClassLoader> use() throws Exception {
    try (Backend backend = Backend.named("ok");
        Bundle bundle = new Bundle()) {
      Class<?> type = bundle.loadClass(LoadBalancerPlugin.class.getName());
      assertNotSame(LoadBalancerPlugin.class, type);
      BalancerPlugin plugin = (BalancerPlugin) type.getDeclaredConstructor().newInstance();
      List<Route.Match> all = List.of(new Route.Match("", "/", false));
      RouteTable table =
          new RouteTable(1, List.of(new Route("web", all, Door.backends(backend.port()), "")));
      try (Balancer balancer = plugin.open(new Context(table))) {
        request(balancer);
        assertTrue(balancer.stats().apps().get("web").requests() == 1);
        balancer.route(table);
      }
      return new WeakReference<>(bundle);
    }
  }

  private static void request(Balancer balancer) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel port = ServerSocketChannel.open().bind(any);
        RawClient client = new RawClient(port.socket().getLocalPort())) {
      SocketChannel connection = port.accept();
      balancer.accept(connection);
      String answer = client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").rest();
      assertTrue(answer.endsWith("\r\n\r\nok"), answer);
    }
  }
}
