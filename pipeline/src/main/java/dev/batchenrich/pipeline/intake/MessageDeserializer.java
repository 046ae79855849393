package dev.batchenrich.pipeline.intake;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes messages from Kafka without looking into them, so that nothing can fail in the source. */
public final class MessageDeserializer implements KafkaRecordDeserializationSchema<Message> {

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Message> out) {
    out.collect(new Message(record.partition(), record.offset(), record.key(), record.value()));
  }

  @Override
  public TypeInformation<Message> getProducedType() {
    return TypeInformation.of(Message.class);
  }
}
