package cuesta.core.osgi;

import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** A detector that remembers what it told last. */
final class LastLeader implements Detector {
  private final Detector detector;
  private volatile Optional<LeaderInfo> last = Optional.empty();

  LastLeader(Detector detector) {
    this.detector = detector;
  }

  @Override
  public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    return detector.detect(
        found -> {
          last = found;
          changes.accept(found);
        });
  }

  /** The HTTP address of who leads. */
  Optional<URI> http() {
    return last.map(LastLeader::http);
  }

  private static URI http(LeaderInfo leader) {
    String host = leader.host();
    String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create("http://" + written + ":" + leader.port());
  }
}
