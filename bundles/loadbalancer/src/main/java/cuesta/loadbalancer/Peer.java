package cuesta.loadbalancer;

import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Who is at the other end of a client's connection, in the words of headers. */
final class Peer {
  private final SocketChannel channel;
  private String address;
  private String forwardedFor;
  private String forwardedHost;
  private String forwarded;
  private String localPort;

  Peer(SocketChannel channel) {
    this.channel = channel;
  }

  /** Its address. */
  String address() {
    if (address == null) {
      describe();
    }
    return address;
  }

  /** The header Forwarded, for a host; the same one as last time, mostly. */
  String forwarded(String authority) {
    if (!authority.equals(forwardedHost)) {
      if (forwardedFor == null) {
        describe();
      }
      forwardedHost = authority;
      String host = authority.isEmpty() ? "" : ";host=\"" + authority + "\"";
      forwarded = forwardedFor + host + ";proto=http";
    }
    return forwarded;
  }

  /** The port it came to. */
  String localPort() {
    if (localPort == null) {
      describe();
    }
    return localPort;
  }

  /** Address and port it came to. */
  String localAuthority() {
    InetSocketAddress local = channel.localAddress();
    return local == null ? "localhost" : NetUtil.toSocketAddressString(local);
  }

  private void describe() {
    if (channel.remoteAddress() == null || channel.localAddress() == null) {
      address = "unknown";
      forwardedFor = "for=unknown";
      localPort = "0";
      return;
    }
    InetAddress remote = channel.remoteAddress().getAddress();
    String text = remote.getHostAddress();
    int scope = text.indexOf('%');
    address = scope < 0 ? text : text.substring(0, scope);
    forwardedFor = remote instanceof Inet6Address ? "for=\"[" + address + "]\"" : "for=" + address;
    localPort = Integer.toString(channel.localAddress().getPort());
  }
}
