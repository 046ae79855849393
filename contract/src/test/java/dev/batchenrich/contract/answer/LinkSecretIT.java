package dev.batchenrich.contract.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkSecretIT {

  @TempDir private Path folder;

  @Test
  void theSecretIsMadeOnceForItsOwnerOnly() throws IOException {
    var file = folder.resolve("sub").resolve("secret");

    var secret = LinkSecret.readOrMake(file);

    assertThat(secret).hasSize(32);
    assertThat(LinkSecret.readOrMake(file)).isEqualTo(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
  }

  @Test
  void aSecretThatIsTooShortIsRefused() throws IOException {
    var file = folder.resolve("secret");
    Files.writeString(file, "short");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LinkSecret.readOrMake(file))
        .withMessage("the link secret %s must hold at least 32 bytes, holds 5".formatted(file));
  }
}
