package dev.batchenrich.directory.postgres;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.transport.Transport;

/**
 * Sockets that close as soon as they are told to. The PostgreSQL client, however it is told to
 * close a connection, says good-bye, shuts its output down and leaves the rest to the server; to
 * one that hangs, or is gone without a word, the connection and all that waits for it would be lost
 * for ever.
 */
final class PromptTransport extends NioTransport {

  private PromptTransport() {}

  static Transport create() {
    return new TransportInternal("nio", true, null, new PromptTransport());
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return domainSocket ? super.channelFactory(true) : PromptChannel::new;
  }

  private static final class PromptChannel extends NioSocketChannel {

    /** Called after the good-bye was written. Past the handlers, which would say it again. */
    @Override
    public ChannelFuture shutdownOutput() {
      var closing = newPromise();
      unsafe().close(closing);
      return closing;
    }
  }
}
