package cuesta.loadbalancer;

import io.netty.channel.socket.SocketChannel;

/** Whether more is read from a client: only if nothing speaks against it. On its loop's thread. */
final class Intake {
  /** Why nothing is read; bits. */
  static final int BEHIND = 1;

  static final int FULL = 2;
  static final int UNREADY = 4;
  static final int ANY = ~0;

  private final SocketChannel channel;
  private int paused;

  Intake(SocketChannel channel) {
    this.channel = channel;
  }

  /** Stops reading, so that the client has to wait. */
  void pause(int why) {
    if (paused == 0) {
      channel.config().setAutoRead(false);
    }
    paused |= why;
  }

  /** One reason, or several, are gone. */
  void resume(int why) {
    if (paused != 0) {
      paused &= ~why;
      if (paused == 0) {
        channel.config().setAutoRead(true);
      }
    }
  }

  boolean isPaused() {
    return paused != 0;
  }
}
