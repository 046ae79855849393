package dev.batchenrich.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The manifests of an overlay, as {@code kubectl kustomize} builds them. */
enum Overlay {
  SMALLEST,
  PRODUCTION;

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final Map<Overlay, Manifests> BUILT = new EnumMap<>(Overlay.class);

  /** Builds them, once. */
  synchronized Manifests manifests() {
    return BUILT.computeIfAbsent(this, overlay -> new Manifests(read(overlay.build())));
  }

  /** The documents in {@code yaml}. */
  static List<JsonNode> read(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return Path.of("kubernetes", "overlays", name().toLowerCase(Locale.ROOT));
  }

  private String build() {
    try {
      var output = Files.createTempFile("overlay", ".yaml");
      var errors = Files.createTempFile("overlay", ".txt");
      var kubectl =
          new ProcessBuilder(
                  System.getProperty("batch-enrich.kubectl"), "kustomize", folder().toString())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!kubectl.waitFor(1, TimeUnit.MINUTES)
          || kubectl.exitValue() != 0
          || Files.size(errors) > 0) {
        kubectl.destroyForcibly();
        throw new IllegalStateException("%s: %s".formatted(folder(), Files.readString(errors)));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
