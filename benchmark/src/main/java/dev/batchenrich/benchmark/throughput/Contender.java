package dev.batchenrich.benchmark.throughput;

import dev.batchenrich.benchmark.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Who is measured, doing what.
 *
 * @param peer null unless it is one
 */
record Contender(Kind kind, @Nullable Peer peer, Fields fields, Deflate deflate) {

  static Contender bare(Fields fields, Deflate deflate) {
    return new Contender(Kind.BARE, null, fields, deflate);
  }

  static Contender ours(Fields fields) {
    return new Contender(Kind.OURS, null, fields, Deflate.OURS);
  }

  static Contender of(Peer peer, Fields fields, Deflate deflate) {
    return new Contender(Kind.PEER, peer, fields, deflate);
  }

  String name() {
    return peer != null ? peer.title() : kind == Kind.OURS ? "ours" : "bare loop";
  }

  /** What becomes of the work under way when the process is killed. */
  String whenKilled() {
    if (peer != null) {
      return peer.whenKilled();
    }
    return kind == Kind.OURS
        ? "nothing is lost or written twice; a file is there as a whole or not at all"
        : "everything under way is lost";
  }
}
