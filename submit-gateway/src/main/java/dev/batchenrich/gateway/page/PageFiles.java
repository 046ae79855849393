package dev.batchenrich.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files that the page consists of, in memory, and the version that they are together. */
final class PageFiles {

  private static final List<String> PAGES = List.of("index.html", "docs.html");
  private static final String VERSION_HERE = "{version}";
  private static final int VERSION_CHARACTERS = 16;

  private static final List<String> OWN =
      List.of(
          "page.css",
          "icon.svg",
          "app.js",
          "docs.js",
          "docs-parts.js",
          "docs.css",
          "store.js",
          "route.js",
          "api.js",
          "poll.js",
          "format.js",
          "progress.js",
          "identifiers.js",
          "submission.js",
          "records.js",
          "views/frame.js",
          "views/sign-in.js",
          "views/batches.js",
          "views/batch.js",
          "views/preview.js",
          "views/webhook.js",
          "views/parts.js",
          "views/new-batch.js",
          "views/fields.js");

  private final Map<String, PageFile> files;
  private final String version;
  private final Map<String, PageFile> pages;

  PageFiles() {
    var libraries =
        Stream.of(
            PageFile.of("picocss__pico", "css/pico.classless.min.css"),
            PageFile.of("papaparse", "papaparse.min.js"),
            PageFile.of("lit-html", "lit-html.js"),
            PageFile.of("lit-html", "directive.js"),
            PageFile.of("lit-html", "directive-helpers.js"),
            PageFile.of("lit-html", "directives/live.js"),
            PageFile.of("lit-html", "directives/repeat.js"),
            PageFile.of("swagger-ui", "swagger-ui.css"),
            PageFile.of("swagger-ui", "swagger-ui-bundle.js"));
    files =
        Stream.concat(OWN.stream().map(PageFile::own), libraries)
            .collect(toMap(PageFile::name, Function.identity()));
    version = hash(files.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList());
    pages =
        PAGES.stream()
            .map(PageFile::own)
            .map(this::withVersion)
            .collect(toMap(PageFile::name, Function.identity()));
  }

  /** What a browser begins with, {@code index.html}; it names the version of all other files. */
  PageFile page(String name) {
    return Objects.requireNonNull(pages.get(name), name);
  }

  /** Changes whenever a file does. */
  String version() {
    return version;
  }

  @Nullable PageFile find(String name) {
    return files.get(name);
  }

  private PageFile withVersion(PageFile page) {
    var text = new String(page.content(), UTF_8).replace(VERSION_HERE, version);
    return new PageFile(page.name(), text.getBytes(UTF_8));
  }

  /** A name for the content of {@code file}. */
  static String hash(PageFile file) {
    return hash(List.of(file));
  }

  private static String hash(List<PageFile> files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        digest.update(file.name().getBytes(UTF_8));
        digest.update(file.content());
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
