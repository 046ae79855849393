package dev.batchenrich.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysIT {

  @TempDir private Path folder;

  @Test
  void anAccountMayHaveSeveralKeysAndTheFileHoldsNone() throws IOException {
    var file = new ApiKeyFile(folder.resolve("keys"));
    file.add("one", "key-1");
    file.add("one", "key-2");
    file.add("other", "key-3");

    var keys = new ApiKeys(file.path());

    assertThat(keys.authenticate("Bearer key-1").account()).isEqualTo("one");
    assertThat(keys.authenticate("bearer  key-2 ").account()).isEqualTo("one");
    assertThat(keys.authenticate("Bearer key-3").account()).isEqualTo("other");
    assertThat(file.path()).content().doesNotContain("key-");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void aKeyIsMissingOrWrong() throws IOException {
    var file = new ApiKeyFile(folder.resolve("keys"));
    file.add("one", "key-1");
    var keys = new ApiKeys(file.path());

    for (var missing : new String[] {null, "", "Bearer", "Bearer ", "Basic key-1", "key-1"}) {
      assertThatExceptionOfType(Unauthorized.class)
          .isThrownBy(() -> keys.authenticate(missing))
          .withMessage("Missing API key in request");
    }
    assertThatExceptionOfType(Unauthorized.class)
        .isThrownBy(() -> keys.authenticate("Bearer key-2"))
        .withMessage("Invalid API key in request");
  }

  @Test
  void aChangedFileIsReadAgainAndABadOneIsNotUsed() throws IOException {
    var file = new ApiKeyFile(folder.resolve("keys"));
    file.add("one", "key-1");
    var keys = new ApiKeys(file.path());

    file.add("two", "key-2");
    assertThat(keys.authenticate("Bearer key-2").account()).isEqualTo("two");

    Files.writeString(file.path(), "three\n", StandardOpenOption.APPEND);
    assertThat(keys.authenticate("Bearer key-2").account()).isEqualTo("two");

    Files.delete(file.path());
    assertThat(keys.authenticate("Bearer key-2").account()).isEqualTo("two");

    file.add("four", "key-4");
    assertThat(keys.authenticate("Bearer key-4").account()).isEqualTo("four");
    assertThatExceptionOfType(Unauthorized.class)
        .isThrownBy(() -> keys.authenticate("Bearer key-2"));
  }

  @Test
  void commentsAndBlankLinesAreSkippedAndABadLineIsNamedByItsNumberOnly() throws IOException {
    var path = folder.resolve("keys");
    Files.writeString(
        path, "# keys\n\none sha256:%s # laptop\n".formatted(ApiKeyFile.hash("key-1")));
    assertThat(new ApiKeys(path).authenticate("Bearer key-1").account()).isEqualTo("one");

    Files.writeString(path, "two secret\n", StandardOpenOption.APPEND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiKeys(path))
        .withMessage(path + " line 4 is not of the form 'account sha256:<64 hex digits>'");
  }

  @Test
  void aMissingFileIsOneClearError() {
    var path = folder.resolve("none");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApiKeys(path))
        .withMessage("the API key file %s does not exist".formatted(path));
  }
}
