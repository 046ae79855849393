package dev.batchenrich.gateway.results;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the enrich job writes results; an instance that exists is well-formed. */
public sealed interface ResultsLocation {

  /**
   * Goes there.
   *
   * @throws IllegalArgumentException saying in one line what of the set-up cannot be used
   */
  ResultFiles open();

  /**
   * The location that {@code given} names: a folder, also as {@code file:///folder}, or {@code
   * s3://bucket/prefix}.
   *
   * @param delivery from a bucket
   * @param pathStyle see {@link Bucket}
   * @throws IllegalArgumentException if it names nothing of that kind
   */
  static ResultsLocation of(String given, Delivery delivery, boolean pathStyle) {
    try {
      if (given.startsWith("s3:")) {
        return Bucket.of(URI.create(given), delivery, pathStyle);
      }
      if (given.startsWith("file:")) {
        return new Folder(Path.of(URI.create(given)));
      }
    } catch (IllegalArgumentException e) {
      throw refused(given, e);
    }
    if (given.contains("://")) {
      throw refused(given, null);
    }
    return new Folder(Path.of(given));
  }

  /**
   * A local or shared folder.
   *
   * @param path with one folder per batch
   */
  record Folder(Path path) implements ResultsLocation {

    @Override
    public ResultFiles open() {
      return new FolderResultFiles(path);
    }
  }

  /**
   * A bucket of S3, or of a store that answers like it.
   *
   * @param prefix what the keys of all results begin with: empty, or with a slash at its end
   * @param pathStyle whether the bucket's name goes into the path of addresses, not the host name
   */
  record Bucket(String name, String prefix, Delivery delivery, boolean pathStyle)
      implements ResultsLocation {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]");

    public Bucket {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("'%s' is no name of a bucket".formatted(name));
      }
      if (prefix.startsWith("/") || !(prefix.isEmpty() || prefix.endsWith("/"))) {
        throw new IllegalArgumentException("'%s' is no prefix of keys".formatted(prefix));
      }
    }

    /** The keys are those that Flink makes of the same URI: without empty parts. */
    private static Bucket of(URI uri, Delivery delivery, boolean pathStyle) {
      if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getPath() == null) {
        throw new IllegalArgumentException(uri + " is more than bucket and prefix");
      }
      var path = uri.getPath() + "/";
      return new Bucket(
          String.valueOf(uri.getRawAuthority()),
          path.replaceAll("/+", "/").substring(1),
          delivery,
          pathStyle);
    }

    @Override
    public ResultFiles open() {
      return S3ResultFiles.open(this);
    }
  }

  private static IllegalArgumentException refused(
      String given, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "results must be a folder or s3://<bucket>/<prefix>, is '%s'".formatted(given), cause);
  }
}
