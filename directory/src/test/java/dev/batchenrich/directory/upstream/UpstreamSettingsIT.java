package dev.batchenrich.directory.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.directory.cache.CacheSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSettingsIT {

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir Path folder;

  @Test
  void theKeyIsInAFileThatIsReadAgainOrElseInTheEnvironment() throws Exception {
    var file = Files.writeString(folder.resolve("key"), "one\n");
    var key = UpstreamKey.of(file.toString(), Map.of(UpstreamKey.VARIABLE, "other"));
    assertThat(key.authorization()).isEqualTo("Bearer one");

    Files.writeString(file, "another\n");

    assertThat(key.authorization()).isEqualTo("Bearer another");
    assertThat(UpstreamKey.of(null, Map.of(UpstreamKey.VARIABLE, " other ")).authorization())
        .isEqualTo("Bearer other");
  }

  @Test
  void withoutAKeyNothingIsOpened() {
    var missing = folder.resolve("key").toString();

    assertRefused(
        null,
        NOTHING,
        "an upstream directory needs an API key: give directory-key-file, or set"
            + " BATCH_ENRICH_DIRECTORY_KEY");
    assertRefused(missing, NOTHING, "the directory key file %s does not exist".formatted(missing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "se cret", "secret\nsecret", "sécret"})
  void aKeyThatNoHeaderCanCarryIsRefusedAndNotRepeated(String key) throws Exception {
    var file = Files.writeString(folder.resolve("key"), key).toString();

    assertRefused(
        file,
        NOTHING,
        file + " must hold one API key of visible ASCII characters and nothing else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:",
        "https://",
        "https:///x",
        "http:x",
        "https://u:password@h",
        "http://h?a"
      })
  void aUrlThatIsNoneIsRefusedAndNotRepeated(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                UpstreamDirectory.open(
                    DirectorySettings.of(url), 1, Map.of(UpstreamKey.VARIABLE, "key")))
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .startsWith("directory must be ")
                    .doesNotContain("password", "\n"));
  }

  private static void assertRefused(
      @Nullable String file, Map<String, String> environment, String message) {
    var settings =
        new DirectorySettings(
            "https://a.example", file, 1, Duration.ofSeconds(1), 0, CacheSettings.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamDirectory.open(settings, 1, environment))
        .withMessage(message);
  }
}
