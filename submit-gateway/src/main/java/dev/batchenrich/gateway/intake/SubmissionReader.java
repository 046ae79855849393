package dev.batchenrich.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.refusal.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the body of a submission. A body may be large and hostile, so it is read token by token and
 * never becomes a tree. One that is refused is read again, because a caller is told first that it
 * is no JSON, and only then what is wrong with what it says.
 */
public final class SubmissionReader {

  /** Far above what the largest valid submission needs; bounds what a hostile body costs. */
  private static final int MAX_TOKENS = 500_000;

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          .build();

  private static final WebhookTargets NO_WEBHOOKS = new WebhookTargets(List.of(), false);

  /** What Jackson says about its own source object, which is of no use to a caller. */
  private static final Pattern SOURCE = Pattern.compile(" ?\\([^()]*\\[Source: [^\\]]*\\]\\)");

  private SubmissionReader() {}

  /**
   * The submission in {@code body}.
   *
   * @throws Refusal naming what is wrong and what is allowed
   */
  public static Submission read(Entity entity, byte[] body, WebhookTargets webhookTargets) {
    return read(Form.BATCH, entity, body, webhookTargets);
  }

  /**
   * What {@code body} asks for at once: a submission of a few identifiers and without options of
   * batches.
   *
   * @throws Refusal naming what is wrong and what is allowed
   */
  public static Submission readFew(Entity entity, byte[] body) {
    return read(Form.FEW, entity, body, NO_WEBHOOKS);
  }

  private static Submission read(
      Form form, Entity entity, byte[] body, WebhookTargets webhookTargets) {
    try (var parser = parser(body)) {
      return readObject(new SubmissionFields(form, entity, parser, webhookTargets), parser);
    } catch (Refusal refusal) {
      requireJsonObject(body);
      throw refusal;
    } catch (IOException e) {
      requireJsonObject(body);
      throw new UncheckedIOException("a body that is JSON can be read", e);
    }
  }

  private static Submission readObject(SubmissionFields fields, JsonParser parser)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw Refusal.invalid("The body must be a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      fields.read(parser.currentName());
    }
    if (parser.nextToken() != null) {
      throw Refusal.invalid("The body must be one JSON object");
    }
    return fields.submission();
  }

  private static void requireJsonObject(byte[] body) {
    try (var parser = parser(body)) {
      var first = parser.nextToken();
      if (first == null) {
        throw Refusal.invalid("The body is empty; it must be a JSON object");
      }
      if (first.isStructStart()) {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        var at = parser.currentTokenLocation();
        throw malformed("more than one JSON value", at.getLineNr(), at.getColumnNr());
      }
      if (first != JsonToken.START_OBJECT) {
        throw Refusal.invalid("The body must be a JSON object");
      }
    } catch (CharacterCodingException e) {
      throw Refusal.invalid("The body must be encoded in UTF-8");
    } catch (StreamConstraintsException e) {
      throw Refusal.invalid("The body is no acceptable JSON: " + firstLine(e));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw malformed(firstLine(e), at.getLineNr(), at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  private static Refusal malformed(String reason, int line, int column) {
    return Refusal.invalid(
        "The body is malformed JSON at line %d, column %d: %s".formatted(line, column, reason));
  }

  private static String firstLine(JsonProcessingException e) {
    return SOURCE.matcher(e.getOriginalMessage()).replaceAll("").lines().findFirst().orElse("");
  }

  /** The decoder reports what is no UTF-8; Jackson by itself would guess the encoding. */
  private static JsonParser parser(byte[] body) throws IOException {
    return STRICT.createParser(
        new InputStreamReader(new ByteArrayInputStream(body), UTF_8.newDecoder()));
  }
}
