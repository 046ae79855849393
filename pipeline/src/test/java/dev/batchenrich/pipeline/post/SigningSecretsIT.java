package dev.batchenrich.pipeline.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretsIT {

  private static final String OLD = secret(24);
  private static final String NEW = secret(64);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("webhook-secrets");
    Files.writeString(file, "# secrets\none %s\n".formatted(OLD));
  }

  @Test
  void whileASecretIsReplacedBothAreValid() throws IOException {
    var secrets = new SigningSecrets(file);
    assertThat(secrets.of("one")).containsExactly(OLD);

    Files.writeString(file, "one %s # new\n".formatted(NEW), StandardOpenOption.APPEND);

    assertThat(secrets.of("one")).containsExactly(OLD, NEW);
    assertThat(secrets.of("two")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one",
        "one secret",
        "one whsec_",
        "one whsec_AAAA",
        "one whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_",
        "one WHSEC_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "o/ne whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aBadLineIsNamedByItsNumberOnlyAndWhatWasGoodBeforeHolds(String line) throws IOException {
    var before = new SigningSecrets(file);
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigningSecrets(file))
        .withMessage(
            file + " line 3 is not of the form 'account whsec_<base64 of 24 to 64 bytes>'");
    assertThat(before.of("one")).containsExactly(OLD);
  }

  static String secret(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
