package dev.batchenrich.directory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoriesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "local", "local:", "data", "postgresql:x", "file:/data", "LOCAL:x"})
  void aUriThatNamesNoDirectoryIsRefused(String uri) {
    assertThatThrownBy(() -> Directories.open(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("directory must be local:<folder>, ")
        .hasMessageEndingWith(", is '%s'", uri);
  }
}
