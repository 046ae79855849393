package dev.batchenrich.contract.message;

import static dev.batchenrich.contract.message.Valid.require;
import static dev.batchenrich.contract.message.Valid.requirePresent;
import static dev.batchenrich.contract.message.Valid.requireTime;

import dev.batchenrich.contract.Action;
import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: the part that every message about a batch repeats, equal in all of them.
 *
 * @param batchId a lower-case UUID; also the name of the folder that the results are written to
 * @param accountId who submitted it: 1 to 64 letters, digits, dots, dashes and underscores
 * @param identifierCount how many identifiers all chunks hold together, 1 to 10,000
 * @param chunkCount how many chunks there are, 1 to {@code identifierCount}
 * @param fields selected fields besides the defaults, each once; whether there are such fields is
 *     checked by whoever takes the batch in, because state outlives a catalogue
 * @param webhookUrl where to announce the end, if anywhere; at most 2,048 characters
 * @param submittedAt in the years 1970 to 9999
 */
public record Batch(
    String batchId,
    String accountId,
    Entity entity,
    Action action,
    IdentifierType identifierType,
    int identifierCount,
    int chunkCount,
    List<String> fields,
    @Nullable String webhookUrl,
    Instant submittedAt) {

  /** The most identifiers that one batch holds. */
  public static final int MAX_IDENTIFIERS = 10_000;

  public static final int MAX_FIELDS = 1_000;
  public static final int MAX_FIELD_LENGTH = 200;
  public static final int MAX_WEBHOOK_URL_LENGTH = 2_048;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public Batch {
    requirePresent(batchId, "batch_id");
    requirePresent(accountId, "account_id");
    requirePresent(entity, "entity");
    requirePresent(action, "action");
    requirePresent(identifierType, "identifier_type");
    require(isBatchId(batchId), "batch_id must be a lower-case UUID, is '%s'", batchId);
    require(
        isAccountId(accountId),
        "account_id must be 1 to 64 of A-Z a-z 0-9 . _ -, is '%s'",
        accountId);
    require(
        entity.identifierTypes().contains(identifierType),
        "identifier_type %s does not fit entity %s",
        identifierType.wireName(),
        entity.wireName());
    require(
        identifierCount >= 1 && identifierCount <= MAX_IDENTIFIERS,
        "identifier_count must be 1 to %d, is %d",
        MAX_IDENTIFIERS,
        identifierCount);
    require(
        chunkCount >= 1 && chunkCount <= identifierCount,
        "chunk_count must be 1 to identifier_count (%d), is %d",
        identifierCount,
        chunkCount);
    require(
        fields == null || fields.stream().noneMatch(Objects::isNull),
        "fields must hold strings only");
    fields = fields == null ? List.of() : List.copyOf(fields);
    require(
        fields.size() <= MAX_FIELDS && fields.size() == Set.copyOf(fields).size(),
        "fields must hold at most %d values, each once",
        MAX_FIELDS);
    require(
        fields.stream().allMatch(field -> field.length() <= MAX_FIELD_LENGTH),
        "fields must hold values of at most %d characters",
        MAX_FIELD_LENGTH);
    require(
        webhookUrl == null || webhookUrl.length() <= MAX_WEBHOOK_URL_LENGTH,
        "webhook_url must be at most %d characters long",
        MAX_WEBHOOK_URL_LENGTH);
    requireTime(submittedAt, "submitted_at");
  }

  /** True for a lower-case UUID in its canonical form. */
  public static boolean isBatchId(String text) {
    return UUID.matcher(text).matches();
  }

  /** True for 1 to 64 letters, digits, dots, dashes and underscores. */
  public static boolean isAccountId(String text) {
    return ACCOUNT.matcher(text).matches();
  }
}
