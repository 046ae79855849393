package dev.batchenrich.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaClientsTest {

  @ParameterizedTest
  @CsvSource({"security.protocol, nonsense", "fetch.min.bytes, many", "buffer.memory, x"})
  void aPropertyThatCannotBeUsedIsNamed(String name, String value) {
    var clients = new KafkaClients(Map.of("bootstrap.servers", "kafka:9092", name, value));

    assertThatIllegalArgumentException()
        .isThrownBy(clients::requireUsable)
        .withMessageContaining(name)
        .withMessageContaining(value);
  }

  @Test
  void aServerThatIsNotThereYetIsUsable() {
    var clients = new KafkaClients(Map.of("bootstrap.servers", "not-there-yet.invalid:9092"));

    assertThatCode(clients::requireUsable).doesNotThrowAnyException();
  }
}
