package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with one worker, as Debian has it. */
final class Nginx implements AutoCloseable {
  private static final String COMMON =
      """
      daemon off;
      worker_processes 1;
      pid %1$s/nginx.pid;
      error_log /dev/null;
      events { worker_connections 4096; }
      http {
        access_log off;
        keepalive_requests 100000000;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A command that serves 64 bytes at {@code $PORT}, from the directory where it runs. */
  static List<String> serverCommand() {
    String conf =
        COMMON.formatted(".")
            + "  server { listen 127.0.0.1:PORT; location / { return 200 '"
            + "0123456789abcdef".repeat(4)
            + "'; } }\n}\n";
    String quoted = conf.replace("'", "'\\''");
    return List.of(
        "sh",
        "-c",
        "printf %s '"
            + quoted
            + "' | sed \"s/PORT/$PORT/\" > nginx.conf; exec nginx -p . -e stderr -c nginx.conf");
  }

  /** A reverse proxy in front of a port of this machine. */
  static Nginx proxy(Path dir, int to) throws IOException {
    int port = Cluster.freePort();
    Path own = Files.createDirectory(dir.resolve("nginx"));
    Path conf = own.resolve("nginx.conf");
    Files.writeString(
        conf,
        COMMON.formatted(own)
            + """
              upstream backend { server 127.0.0.1:%d; keepalive 64; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:%d;
                location / {
                  proxy_pass http://backend;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Forwarded-Proto $scheme;
                }
              }
            }
            """
                .formatted(to, port));
    Process process =
        new ProcessBuilder("nginx", "-p", own.toString(), "-e", "stderr", "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("out").toFile())
            .start();
    return new Nginx(process, port);
  }

  int port() {
    return port;
  }

  /** The process that does the work. */
  long worker() {
    return Proc.descendants(process.pid()).getFirst();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
