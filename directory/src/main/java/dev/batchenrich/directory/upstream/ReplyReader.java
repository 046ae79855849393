package dev.batchenrich.directory.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.batchenrich.contract.field.EntityRecord;
import dev.batchenrich.contract.http.EnrichCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a call, which may be anything: every entry must stand in its place and be of
 * the form that it has to have, or nothing of it is taken. Keys that are not known are passed over.
 */
final class ReplyReader {

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private static final Comparator<Match> BEST_FIRST =
      Comparator.comparingDouble(Match::score)
          .reversed()
          .thenComparingLong(match -> match.record().id());

  private final EnrichRequest request;
  private final byte[] body;
  private final JsonParser parser;

  private ReplyReader(EnrichRequest request, byte[] body, JsonParser parser) {
    this.request = request;
    this.body = body;
    this.parser = parser;
  }

  /**
   * The best match of each identifier in {@code request}, or null where there is none.
   *
   * @throws IllegalArgumentException saying in one line why {@code body} is no answer to it
   */
  static List<@Nullable EntityRecord> read(EnrichRequest request, byte[] body) {
    try (var parser = STRICT.createParser(body)) {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return new ReplyReader(request, body, parser).entries();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not in UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<@Nullable EntityRecord> entries() throws IOException {
    require(parser.nextToken() == JsonToken.START_ARRAY, "it is no list");
    var records = new ArrayList<@Nullable EntityRecord>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(records.size() < request.spellings().size(), "it has too many entries");
      records.add(entry(request.spellings().get(records.size())));
    }
    require(
        records.size() == request.spellings().size(),
        "it has %d entries for %d identifiers"
            .formatted(records.size(), request.spellings().size()));
    require(parser.nextToken() == null, "it is more than one list");
    return records;
  }

  private @Nullable EntityRecord entry(String spelling) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "an entry is no object");
    String matchedOn = null;
    List<Match> matches = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var key = parser.currentName();
      var value = parser.nextToken();
      switch (key) {
        case "matched_on" -> {
          require(
              value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT,
              "matched_on is no string");
          matchedOn = parser.getText();
        }
        case "match_type" -> require(value == JsonToken.VALUE_STRING, "match_type is no string");
        case "matches" -> matches = matches();
        default -> parser.skipChildren();
      }
    }
    require(spelling.equals(matchedOn), "an entry is not about the identifier in its place");
    if (matches == null) {
      throw new IllegalArgumentException("an entry has no matches");
    }
    return matches.stream().min(BEST_FIRST).map(Match::record).orElse(null);
  }

  private List<Match> matches() throws IOException {
    require(parser.currentToken() == JsonToken.START_ARRAY, "matches are no list");
    var matches = new ArrayList<Match>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      matches.add(match());
    }
    return matches;
  }

  private Match match() throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, "a match is no object");
    var dataField = EnrichCall.dataField(request.entity());
    Double score = null;
    EntityRecord record = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var key = parser.currentName();
      var value = parser.nextToken();
      if (key.equals("confidence_score")) {
        require(value.isNumeric(), "confidence_score is no number");
        score = parser.getDoubleValue();
        require(Double.isFinite(score), "confidence_score is beyond all numbers");
      } else if (key.equals(dataField)) {
        record = EntityRecord.read(request.entity(), parser, body);
      } else {
        parser.skipChildren();
      }
    }
    if (score == null || record == null) {
      throw new IllegalArgumentException("a match lacks confidence_score or " + dataField);
    }
    return new Match(score, record);
  }

  private static void require(boolean holds, String objection) {
    if (!holds) {
      throw new IllegalArgumentException(objection);
    }
  }

  private record Match(double score, EntityRecord record) {}
}
