package dev.batchenrich.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files that the page consists of, in memory, and the version that they are together. */
final class PageFiles {

  private static final String INDEX = "index.html";
  private static final String VERSION_HERE = "{version}";
  private static final int VERSION_CHARACTERS = 16;

  private static final List<String> OWN =
      List.of(
          "page.css",
          "icon.svg",
          "app.js",
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
  private final PageFile index;

  PageFiles() {
    var libraries =
        Stream.of(
            PageFile.of("picocss__pico", "css/pico.classless.min.css"),
            PageFile.of("papaparse", "papaparse.min.js"),
            PageFile.of("lit-html", "lit-html.js"),
            PageFile.of("lit-html", "directive.js"),
            PageFile.of("lit-html", "directive-helpers.js"),
            PageFile.of("lit-html", "directives/live.js"),
            PageFile.of("lit-html", "directives/repeat.js"));
    files =
        Stream.concat(OWN.stream().map(PageFile::own), libraries)
            .collect(toMap(PageFile::name, Function.identity()));
    version = hash(files.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList());
    var page = new String(PageFile.own(INDEX).content(), UTF_8).replace(VERSION_HERE, version);
    index = new PageFile(INDEX, page.getBytes(UTF_8));
  }

  /** What the page begins with; it names the version of all other files. */
  PageFile index() {
    return index;
  }

  /** Changes whenever a file does. */
  String version() {
    return version;
  }

  @Nullable PageFile find(String name) {
    return files.get(name);
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
