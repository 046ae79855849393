package dev.batchenrich.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.webjars.WebJarVersionLocator;

/**
 * A file of the page as it is served.
 *
 * @param name the path below the folder of the page's files
 */
record PageFile(String name, byte[] content) {

  private static final WebJarVersionLocator WEB_JARS = new WebJarVersionLocator();

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** One of our own, which lies beside this class. */
  static PageFile own(String name) {
    return new PageFile(name, read("dev/batchenrich/gateway/page/" + name));
  }

  /** One of a library, in the version that is on the class path. */
  static PageFile of(String library, String path) {
    var resource = WEB_JARS.fullPath(library, path);
    if (resource == null) {
      throw new IllegalStateException(library + " is not on the class path");
    }
    return new PageFile("lib/" + path, read(resource));
  }

  String contentType() {
    var type = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("a page has no files like " + name);
    }
    return type;
  }

  private static byte[] read(String resource) {
    try (var in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
