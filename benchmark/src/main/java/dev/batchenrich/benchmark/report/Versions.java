package dev.batchenrich.benchmark.report;

import dev.batchenrich.standalone.Standalone;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.pekko.kafka.ConsumerSettings;
import org.openjdk.jmh.runner.Runner;

/** The versions of what takes part, as the names of their jars tell. */
public final class Versions {

  private static final Pattern IN_JAR_NAME = Pattern.compile("-(\\d[^/]*)\\.jar$");

  private Versions() {}

  public static Map<String, String> inUse() {
    var versions = new LinkedHashMap<String, String>();
    versions.put("batch_enrich", of(Standalone.class));
    versions.put("flink", of(StreamExecutionEnvironment.class));
    versions.put("kafka", of(KafkaConsumer.class));
    versions.put("kafka_streams", of(KafkaStreams.class));
    versions.put("parallel_consumer", of(ParallelStreamProcessor.class));
    versions.put("pekko_connectors_kafka", of(ConsumerSettings.class));
    versions.put("jmh", of(Runner.class));
    return versions;
  }

  private static String of(Class<?> part) {
    var source = part.getProtectionDomain().getCodeSource();
    return source == null ? "unknown" : inName(source.getLocation().getPath());
  }

  /** The version in the path of a jar. */
  static String inName(String jar) {
    var matcher = IN_JAR_NAME.matcher(jar);
    return matcher.find() ? matcher.group(1) : "unknown";
  }
}
