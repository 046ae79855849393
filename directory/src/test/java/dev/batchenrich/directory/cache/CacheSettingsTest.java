package dev.batchenrich.directory.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.batchenrich.directory.DirectorySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2048kb, 2097152",
    "256mb, 268435456",
    "256 MB, 268435456",
    "8gb, 8589934592",
    "999999999gb, 1073741822926258176"
  })
  void aSizeIsANumberWithAUnitOrNone(String size, long bytes) {
    assertThat(CacheSettings.parseBytes(size)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mb", "256", "-1mb", "1.5gb", "1tb", "9999999999gb", "256 m b"})
  void anythingElseIsRefused(String size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheSettings.parseBytes(size))
        .withMessage("directory-cache must be a size such as 256mb, or 0 for none, is '%s'", size);
  }

  @Test
  void whatCannotBeMeantIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheSettings(256, MINUTE, MINUTE))
        .withMessage("directory-cache must be at least 1mb, or 0 for none, is 256 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheSettings(0, Duration.ofMillis(24), MINUTE))
        .withMessage("directory-cache-ttl must be at least 1 s, is 24 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheSettings(0, MINUTE, Duration.ZERO))
        .withMessage("directory-cache-miss-ttl must be at least 1 s, is 0 ms");
  }

  @Test
  void aMissNeverStaysLongerThanARecord() {
    assertThat(new CacheSettings(0, MINUTE, MINUTE.multipliedBy(2)).missTtl()).isEqualTo(MINUTE);
    assertThat(new CacheSettings(0, MINUTE.multipliedBy(2), MINUTE).missTtl()).isEqualTo(MINUTE);
  }

  @Test
  void aLocalDirectoryTakesNoCache() {
    var cache = new CacheSettings(1 << 20, MINUTE, MINUTE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DirectorySettings("local:x", null, 1, MINUTE, 0, cache))
        .withMessage(
            "directory-cache must be 0 for a local directory, which is read from memory anyway");
  }
}
