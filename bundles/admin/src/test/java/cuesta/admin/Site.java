package cuesta.admin;

import cuesta.admin.resource.Services;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The door of a master behind the Jetty that is shipped, on a real socket, as the launcher does.
 */
final class Site {
  final Services services = new Services();
  final FakeMaster master = new FakeMaster();
  final int port;
  private final Server server;

  Site() throws Exception {
    services.masters().add(master);
    QueuedThreadPool threads = new QueuedThreadPool(8, 8);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new DoorServlet(Calls.door(services))), "/*");
    server.setHandler(context);
    server.start();
    port = connector.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void stop() throws Exception {
    master.endWatches();
    server.stop();
  }
}
