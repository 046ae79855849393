package dev.batchenrich.pipeline.kafka;

import dev.batchenrich.contract.message.Json;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message from a topic that only the product itself writes; what is none is skipped. */
record JsonDeserializer<T extends Record>(Class<T> type)
    implements KafkaRecordDeserializationSchema<T> {

  private static final Logger LOG = LoggerFactory.getLogger(JsonDeserializer.class);

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    if (record.value() == null) {
      return;
    }
    try {
      out.collect(Json.read(record.value(), type));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "Unreadable record skipped. topic={} partition={} offset={}",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return TypeInformation.of(type);
  }
}
