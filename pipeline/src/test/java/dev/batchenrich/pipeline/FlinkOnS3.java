package dev.batchenrich.pipeline;

import dev.batchenrich.contract.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;

/**
 * A bucket on a real S3 API, and in this JVM the file system for it, loaded as a plugin with class
 * loaders of its own, as on a cluster.
 */
public final class FlinkOnS3 implements AutoCloseable {

  /** Copied there when this module is built. */
  private static final Path PLUGINS = Path.of("target", "plugins");

  private static final String BUCKET = "enrich";
  private static final String PREFIX = "of/people";

  private final S3Server server;
  private final Path results;

  /** Starts it, with its objects in {@code folder}. */
  public FlinkOnS3(Path folder) throws IOException {
    server = new S3Server(folder);
    results = server.bucket(BUCKET).resolve(PREFIX);
    var settings = new Configuration();
    settings.setString("s3.endpoint", server.endpoint().toString());
    settings.setString("s3.endpoint.region", S3Server.REGION);
    settings.setString("s3.path.style.access", "true");
    // A call to an S3 that is down then ends within seconds, instead of most of an hour.
    settings.setString("s3.attempts.maximum", "2");
    settings.setString("s3.retry.limit", "2");
    settings.setString("s3.access-key", S3Server.ACCESS_KEY);
    settings.setString("s3.secret-key", S3Server.SECRET_KEY);
    FileSystem.initialize(
        settings,
        new DefaultPluginManager(
            new DirectoryBasedPluginFinder(PLUGINS).findPlugins(),
            CoreOptions.getPluginParentFirstLoaderPatterns(settings)));
  }

  /** Where the job is to write. */
  public URI uri() {
    return URI.create("s3://%s/%s".formatted(BUCKET, PREFIX));
  }

  /** The folder whose files are the objects there. */
  public Path results() {
    return results;
  }

  /** The server behind it. */
  public S3Server server() {
    return server;
  }

  @Override
  public void close() throws Exception {
    FileSystem.initialize(new Configuration(), null);
    server.close();
  }
}
