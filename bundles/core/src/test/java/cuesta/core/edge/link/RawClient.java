package cuesta.core.edge.link;

import cuesta.protocol.v1.FromAgent;
import cuesta.protocol.v1.FromMaster;
import cuesta.protocol.v1.Heartbeat;
import cuesta.protocol.v1.LinkGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.TimeUnit;

/** An agent's end that does only what a test tells it: no heartbeats, and it reads when told to. */
final class RawClient implements AutoCloseable {
  final Heard heard = new Heard();
  private final ManagedChannel channel;
  private final ClientCallStreamObserver<FromAgent> out;

  RawClient(int port, String key) {
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .maxInboundMetadataSize(64 * 1024)
            .build();
    out =
        (ClientCallStreamObserver<FromAgent>)
            LinkGrpc.newStub(channel).withInterceptors(new LinkKey(key).presented()).stream(
                new Reader());
  }

  void heartbeat() {
    say(FromAgent.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
  }

  void say(FromAgent message) {
    out.onNext(message);
  }

  void read(int messages) {
    out.request(messages);
  }

  private final class Reader implements ClientResponseObserver<FromAgent, FromMaster> {
    @Override
    public void beforeStart(ClientCallStreamObserver<FromAgent> call) {
      call.disableAutoRequestWithInitial(0);
    }

    @Override
    public void onNext(FromMaster message) {
      heard.add("said", 0, message);
    }

    @Override
    public void onError(Throwable failure) {
      heard.add("broken", 0, Farewell.read(failure, "master"));
    }

    @Override
    public void onCompleted() {
      heard.add("completed", 0, "");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
