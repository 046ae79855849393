package dev.batchenrich.gateway.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 9",
    "bytes=0-0, 0, 0",
    "bytes=99-, 99, 99",
    "bytes=10-1000, 10, 99",
    "bytes=-10, 90, 99",
    "bytes=-1000, 0, 99",
    "bytes = 5-6 , 5, 6",
  })
  void aSingleRangeIsCutToTheFile(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=9-5",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=--5",
        "bytes=99999999999999999999-"
      })
  void severalRangesOtherUnitsAndNonsenseAreIgnored(String header) {
    assertThat(ByteRange.parse(header, 100)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void aRangeOutsideTheFileIsEmpty(String header) {
    assertThat(ByteRange.parse(header, 100)).matches(range -> range != null && range.isEmpty());
  }

  @Test
  void noHeaderIsNoRange() {
    assertThat(ByteRange.parse(null, 100)).isNull();
  }
}
