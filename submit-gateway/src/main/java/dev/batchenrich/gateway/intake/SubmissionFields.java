package dev.batchenrich.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was read of a submission so far: one method per key of the body. */
final class SubmissionFields {

  /** More offenders than this are counted, not named. */
  private static final int MAX_NAMED = 100;

  private final Form form;
  private final Entity entity;
  private final JsonParser parser;
  private final WebhookTargets webhookTargets;
  private @Nullable IdentifierType identifierType;
  private List<String> identifiers = List.of();
  private Set<String> fields = Set.of();
  private @Nullable String webhookUrl;
  private int chunkSize = Submission.DEFAULT_CHUNK_SIZE;

  SubmissionFields(Form form, Entity entity, JsonParser parser, WebhookTargets webhookTargets) {
    this.form = form;
    this.entity = entity;
    this.parser = parser;
    this.webhookTargets = webhookTargets;
  }

  /** Reads the value of {@code key}, before which the parser stands. */
  void read(String key) throws IOException {
    parser.nextToken();
    switch (form.options.contains(key) ? key : "") {
      case "fields" -> readFields();
      case "webhook_url" -> webhookUrl = WebhookUrl.read(parser, webhookTargets);
      case "chunk_size" -> readChunkSize();
      default -> readIdentifiers(key);
    }
  }

  Submission submission() {
    if (identifierType == null) {
      throw exactlyOne("none was provided");
    }
    return new Submission(
        entity, identifierType, identifiers, List.copyOf(fields), webhookUrl, chunkSize);
  }

  private void readIdentifiers(String key) throws IOException {
    var type =
        entity.identifierTypes().stream()
            .filter(allowed -> allowed.wireName().equals(key))
            .findFirst()
            .orElseThrow(() -> unknown(key));
    if (identifierType != null) {
      throw exactlyOne(
          "%s and %s were provided".formatted(identifierType.wireName(), type.wireName()));
    }
    identifierType = type;
    var list = new StringList(parser, key, type == IdentifierType.COMPANY_IDS);
    identifiers = list.read(form.maxIdentifiers);
    if (identifiers.isEmpty()) {
      throw Refusal.invalid(key + " must hold at least one identifier, is empty");
    }
  }

  private void readFields() throws IOException {
    fields = new LinkedHashSet<>(new StringList(parser, "fields", false).read(Integer.MAX_VALUE));
    var catalogue = FieldCatalogue.of(entity);
    var unsupported = catalogue.unsupported(fields);
    if (!unsupported.isEmpty()) {
      var named =
          unsupported.stream().limit(MAX_NAMED).map(Quoted::text).collect(Collectors.joining(", "));
      var more = unsupported.size() - MAX_NAMED;
      throw new Refusal(
          ErrorType.INVALID_REQUEST,
          "fields holds unsupported values: %s%s; metadata.available_fields lists what is supported"
              .formatted(named, more > 0 ? " and %d more".formatted(more) : ""),
          Map.of("available_fields", catalogue.selectable()));
    }
  }

  private void readChunkSize() throws IOException {
    var size = -1L;
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT) {
      size = parser.getIntValue();
    }
    if (size < Submission.MIN_CHUNK_SIZE || size > Submission.MAX_CHUNK_SIZE) {
      throw Refusal.invalid(
          "chunk_size must be an integer from %d to %d"
              .formatted(Submission.MIN_CHUNK_SIZE, Submission.MAX_CHUNK_SIZE));
    }
    chunkSize = (int) size;
  }

  private Refusal unknown(String key) {
    var allowed =
        Stream.concat(
                entity.identifierTypes().stream().map(IdentifierType::wireName),
                form.options.stream())
            .collect(Collectors.joining(", "));
    return Refusal.invalid("Unknown key %s; allowed are %s".formatted(Quoted.text(key), allowed));
  }

  private Refusal exactlyOne(String found) {
    var allowed =
        entity.identifierTypes().stream()
            .map(IdentifierType::wireName)
            .collect(Collectors.joining(", "));
    return Refusal.invalid(
        "Provide exactly one identifier type of %s; %s".formatted(allowed, found));
  }
}
