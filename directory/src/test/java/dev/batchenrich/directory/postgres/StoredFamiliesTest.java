package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.field.EntityRecord.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFamiliesTest {

  @Test
  void comesBackByteForByte() {
    var record =
        new EntityRecord(
            Long.MAX_VALUE,
            List.of(
                family("headcount", "{\"b\":1.10,\"a\":1E5,\"a\":null}"),
                family("basic_info", "\"Ω\""),
                family("news", "[]")));

    assertThat(StoredFamilies.decode(record.id(), StoredFamilies.encode(record)))
        .usingRecursiveComparison()
        .isEqualTo(record);
  }

  @Test
  void aRecordWithoutFamiliesIsEmpty() {
    assertThat(StoredFamilies.encode(new EntityRecord(1, List.of()))).isEmpty();
    assertThat(StoredFamilies.decode(1, new byte[0])).isEqualTo(new EntityRecord(1, List.of()));
  }

  private static Family family(String name, String json) {
    return new Family(name, json.getBytes(UTF_8));
  }
}
