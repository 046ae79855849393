package dev.batchenrich.gateway.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;

/**
 * The pages at {@code /}, which people use the API with, and at {@code /docs}, where they read
 * about it. They talk to nobody but this gateway, run no code but its own files, and cannot be
 * framed.
 */
public final class WebPage {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String FOR_EVER =
      "public, max-age=%d, immutable".formatted(Duration.ofDays(365).toSeconds());

  private final PageFiles files = new PageFiles();

  public void define(RoutesConfig routes) {
    get(routes, "/", request -> page(request, "index.html"));
    get(routes, "/docs", request -> page(request, "docs.html"));
    get(routes, "/assets/{version}/<name>", this::asset);
  }

  private void page(Context request, String name) {
    send(request, files.page(name), "no-cache");
  }

  /**
   * While gateways are replaced one after the other, the page of one may ask another for its files:
   * they are there then, but not to be kept under that name.
   */
  private void asset(Context request) {
    var file = files.find(request.pathParam("name"));
    if (file == null) {
      throw new NotFoundResponse();
    }
    var isOfThisVersion = request.pathParam("version").equals(files.version());
    send(request, file, isOfThisVersion ? FOR_EVER : "no-cache");
  }

  private static void send(Context request, PageFile file, String cacheControl) {
    var etag = '"' + PageFiles.hash(file) + '"';
    request
        .header("Cache-Control", cacheControl)
        .header("ETag", etag)
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff");
    if (etag.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      request.contentType(file.contentType()).result(file.content());
    }
  }

  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
