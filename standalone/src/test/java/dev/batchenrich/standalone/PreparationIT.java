package dev.batchenrich.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchenrich.directory.DirectorySettings;
import dev.batchenrich.standalone.records.ServedDirectory.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationIT {

  @TempDir Path folder;

  @Test
  void aNewFolderBeginsWithAnAccountWhoseKeyOnlyTheOwnerReads() throws IOException {
    try (var prepared = prepare(null, null)) {
      assertThat(prepared.apiKeys()).isEqualTo(data().resolve("api-keys"));
    }

    assertThat(Files.readString(data().resolve("api-key"))).matches("be_\\S{40,}\n");
    assertThat(Files.readString(data().resolve("api-keys"))).matches("demo sha256:[0-9a-f]{64}\n");
    for (var name : new String[] {"api-key", "api-keys"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theKeyStaysTheSameFromStartToStart() throws IOException {
    prepare(null, null).close();
    var key = Files.readString(data().resolve("api-key"));
    var keys = Files.readString(data().resolve("api-keys"));

    prepare(null, null).close();

    assertThat(data().resolve("api-key")).hasContent(key);
    assertThat(data().resolve("api-keys")).hasContent(keys);
  }

  @Test
  void aStartBrokenOffBetweenTheTwoFilesKeepsTheKey() throws IOException {
    prepare(null, null).close();
    var keys = Files.readString(data().resolve("api-keys"));
    Files.delete(data().resolve("api-keys"));

    prepare(null, null).close();

    assertThat(data().resolve("api-keys")).hasContent(keys);
  }

  @Test
  void withAKeysFileOfTheUserNoAccountIsMade() throws IOException {
    var keys = Files.writeString(folder.resolve("keys"), "acme sha256:" + "0".repeat(64) + "\n");

    try (var prepared = prepare(null, keys)) {
      assertThat(prepared.apiKeys()).isEqualTo(keys);
    }

    assertThat(data().resolve("api-key")).doesNotExist();
    assertThat(data().resolve("api-keys")).doesNotExist();
  }

  @Test
  void aKeysFileThatIsMissingOrWrongIsRefused() throws IOException {
    assertThatThrownBy(() -> prepare(null, folder.resolve("none")))
        .isInstanceOf(CannotGoOn.class)
        .hasMessageContaining(folder.resolve("none").toString());

    var wrong = Files.writeString(folder.resolve("keys"), "acme secret\n");
    assertThatThrownBy(() -> prepare(null, wrong))
        .isInstanceOf(CannotGoOn.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void theUsersImportGoesBeforeTheSample() throws IOException {
    try (var prepared = prepare(null, null)) {
      assertThat(prepared.directory().origin()).isEqualTo(Origin.SAMPLE);
    }
    var uri = CompanyDirectory.make(data().resolve("directory"));

    try (var prepared = prepare(null, null)) {
      assertThat(prepared.directory().origin()).isEqualTo(Origin.IMPORTED);
      assertThat(prepared.directory().settings().uri()).isEqualTo(uri);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> prepare("local:" + folder.resolve("none"), null))
        .isInstanceOf(CannotGoOn.class)
        .hasMessageContaining(folder.resolve("none").toString());
    assertThatThrownBy(() -> prepare("ftp://somewhere", null))
        .isInstanceOf(CannotGoOn.class)
        .hasMessageContaining("ftp://somewhere");
  }

  @Test
  void oneProcessAtATimeHoldsAFolder() {
    var held = prepare(null, null);
    assertThatThrownBy(() -> prepare(null, null))
        .isInstanceOf(CannotGoOn.class)
        .hasMessage("the data folder is in use by another process: " + data());
    held.close();

    prepare(null, null).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Files.writeString(data(), "a file");

    assertThatThrownBy(() -> prepare(null, null))
        .isInstanceOf(CannotGoOn.class)
        .hasMessage("the data folder cannot be written: " + data() + ": is a file, not a folder");
  }

  @Test
  void aPortInUseIsRefusedAndTheFolderLetGo() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (var config : List.of(on(taken.getLocalPort(), null), on(0, taken.getLocalPort()))) {
        assertThatThrownBy(() -> Preparation.of(config))
            .isInstanceOf(CannotGoOn.class)
            .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
      }
    }

    prepare(null, null).close();
  }

  @Test
  void metricsAreNotServedOnThePortOfTheApi() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> on(8080, 8080))
        .withMessage("metrics-port must not be the port, both are 8080");
  }

  private StandaloneConfig on(int port, @Nullable Integer metricsPort) {
    return new StandaloneConfig(
        data(), "127.0.0.1", port, metricsPort, null, null, null, null, WebhookChoices.DEFAULT);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Preparation prepare(@Nullable String directory, @Nullable Path apiKeys) {
    return Preparation.of(
        new StandaloneConfig(
            data(),
            "127.0.0.1",
            0,
            null,
            null,
            directory == null ? null : DirectorySettings.of(directory),
            apiKeys,
            null,
            WebhookChoices.DEFAULT));
  }
}
