package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes answers to clients. On its loop's thread. */
final class AnswerEncoder extends HttpResponseEncoder {
  private boolean head;

  /** Whether what is written next answers HEAD: then it has no body, whatever its headers say. */
  void answer(boolean toHead) {
    head = toHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse msg) {
    return super.isContentAlwaysEmpty(msg) || head;
  }
}
