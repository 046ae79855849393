package dev.batchenrich.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

  @ParameterizedTest
  @CsvSource({
    "/lib/kafka-clients-4.2.1.jar, 4.2.1",
    "/lib/pekko-connectors-kafka_2.13-1.2.0.jar, 1.2.0",
    "/lib/standalone-0.1.0-SNAPSHOT.jar, 0.1.0-SNAPSHOT",
    "/standalone/target/classes/, unknown"
  })
  void theVersionIsInTheNameOfTheJar(String jar, String version) {
    assertThat(Versions.inName(jar)).isEqualTo(version);
  }
}
