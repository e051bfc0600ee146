package cuesta.loadbalancer;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads answers of instances. On its loop's thread. */
final class AnswerDecoder extends HttpResponseDecoder {
  private boolean head;

  AnswerDecoder(Limits.Sizes sizes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(sizes.line())
            .setMaxHeaderSize(sizes.headers())
            // What an instance says is written anew: a script may end its lines with LF alone.
            .setStrictLineParsing(false));
  }

  /** Whether the next answer is one to HEAD, which has no body whatever its headers say. */
  void expect(boolean answerToHead) {
    head = answerToHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage msg) {
    return super.isContentAlwaysEmpty(msg) || head;
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
