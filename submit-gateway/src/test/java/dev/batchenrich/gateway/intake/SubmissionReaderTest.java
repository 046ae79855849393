package dev.batchenrich.gateway.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.FieldCatalogue;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.gateway.refusal.ErrorType;
import dev.batchenrich.gateway.refusal.Refusal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionReaderTest {

  private static final WebhookTargets PUBLIC =
      WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false);

  @Test
  void whatIsLeftOutHasItsDefault() {
    var submission = company("{'domains':['a.example']}");

    assertThat(submission)
        .isEqualTo(
            new Submission(
                Entity.COMPANY,
                IdentifierType.DOMAINS,
                List.of("a.example"),
                List.of(),
                null,
                100));
  }

  @Test
  void everythingIsRead() {
    var submission =
        read(
            Entity.PERSON,
            """
            {"fields": "experience, basic_profile.headline,experience,,",
             "business_emails": [" A@x.example ", "b@x.example"],
             "webhook_url": "https://hooks.example/x?y=1", "chunk_size": 10}
            """);

    assertThat(submission)
        .isEqualTo(
            new Submission(
                Entity.PERSON,
                IdentifierType.BUSINESS_EMAILS,
                List.of(" A@x.example ", "b@x.example"),
                List.of("experience", "basic_profile.headline"),
                "https://hooks.example/x?y=1",
                10));
  }

  @Test
  void entriesOfAStringAreTrimmedAndEmptyOnesSkippedButEntriesOfAListAreTakenWhole() {
    assertThat(company("{'names':' a , ,b,'}").identifiers()).containsExactly("a", "b");
    assertThat(company("{'names':['Acme, Inc ']}").identifiers()).containsExactly("Acme, Inc ");
  }

  @Test
  void companyIdsAreIntegersOrDigitsAndStayAsTheyAre() {
    assertThat(company("{'crustdata_company_ids':[1,'007',9223372036854775807]}").identifiers())
        .containsExactly("1", "007", "9223372036854775807");
    assertThat(company("{'crustdata_company_ids':'1, 2'}").identifiers()).containsExactly("1", "2");
  }

  @Test
  void tenThousandIdentifiersAreTakenAndOneMoreIsNot() {
    assertThat(company(domains(10_000)).identifiers()).hasSize(10_000);
    assertRefused(domains(10_001), "domains must hold at most 10,000 entries, holds 10,001");
  }

  @Test
  void anIdentifierOf2048CharactersIsTakenAndALongerOneIsNot() {
    assertThat(company("{'names':['%s']}".formatted("x".repeat(2_048))).identifiers()).hasSize(1);
    assertRefused(
        "{'names':['a','%s']}".formatted("x".repeat(2_049)),
        "names[1] must be at most 2,048 characters long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Provide exactly one identifier type of names, domains,"
            + " professional_network_profile_urls, crustdata_company_ids; none was provided",
        "{'names':['a'],'domains':['b']} | Provide exactly one identifier type of names, domains,"
            + " professional_network_profile_urls, crustdata_company_ids; names and domains were"
            + " provided",
        "{'domains':[]} | domains must hold at least one identifier, is empty",
        "{'domains':' , '} | domains must hold at least one identifier, is empty",
        "{'domains':['a',' ']} | domains[1] must be a non-blank string",
        "{'domains':['a',1]} | domains[1] must be a string",
        "{'domains':[null]} | domains[0] must be a string",
        "{'domains':[['a']]} | domains[0] must be a string",
        "{'domains':null} | domains must be a list of strings or one comma-separated string",
        "{'domains':{}} | domains must be a list of strings or one comma-separated string",
        "{'crustdata_company_ids':5} | crustdata_company_ids must be a list of integers or one"
            + " comma-separated string",
        "{'crustdata_company_ids':[1.5]} | crustdata_company_ids[0] must be an integer or a string"
            + " of digits",
        "{'crustdata_company_ids':[1,0]} | crustdata_company_ids[1] must be a positive integer of"
            + " at most 9223372036854775807",
        "{'crustdata_company_ids':[-1]} | crustdata_company_ids[0] must be a positive integer of at"
            + " most 9223372036854775807",
        "{'crustdata_company_ids':'1,x'} | crustdata_company_ids[1] must be a positive integer of"
            + " at most 9223372036854775807",
        "{'crustdata_company_ids':[9223372036854775808]} | crustdata_company_ids[0] must be a"
            + " positive integer of at most 9223372036854775807",
        "{'business_emails':['a@b.example']} | Unknown key 'business_emails'; allowed are names,"
            + " domains, professional_network_profile_urls, crustdata_company_ids, fields,"
            + " webhook_url, chunk_size",
        "{'names':['a'],'x':1} | Unknown key 'x'; allowed are names, domains,"
            + " professional_network_profile_urls, crustdata_company_ids, fields, webhook_url,"
            + " chunk_size",
        "{'names':['a'],'chunk_size':9} | chunk_size must be an integer from 10 to 1000",
        "{'names':['a'],'chunk_size':1001} | chunk_size must be an integer from 10 to 1000",
        "{'names':['a'],'chunk_size':'100'} | chunk_size must be an integer from 10 to 1000",
        "{'names':['a'],'chunk_size':100.0} | chunk_size must be an integer from 10 to 1000",
        "{'names':['a'],'chunk_size':99999999999999999999} | chunk_size must be an integer from 10"
            + " to 1000",
        "{'names':['a'],'chunk_size':null} | chunk_size must be an integer from 10 to 1000",
        "{'names':['a'],'fields':5} | fields must be a list of strings or one comma-separated"
            + " string",
        "{'names':['a'],'fields':[5]} | fields[0] must be a string",
        "{'names':['\\ud800']} | names[0] must be valid Unicode, without half surrogate pairs",
        "[] | The body must be a JSON object",
        "5 | The body must be a JSON object",
        "null | The body must be a JSON object",
      })
  void whatIsNotAllowedIsRefusedSayingWhatIs(String body, String message) {
    assertRefused(body, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ftp://hooks.example' | must be an absolute http or https URL whose host is a domain name"
            + " or an IP address",
        "'' | must be an absolute http or https URL whose host is a domain name or an IP address",
        "'https://user:password@hooks.example' | must be without user info",
        "'https://hooks.example:22' | must use a port of 80, 443, 1024-65535, uses 22",
        "'http://10.0.0.1/' | must name a public host, names '10.0.0.1'",
        "5 | must be a string",
        "null | must be a string",
      })
  void aWebhookUrlThatCouldNeverBeCalledIsRefused(String url, String objection) {
    assertRefused("{'names':['a'],'webhook_url':%s}".formatted(url), "webhook_url " + objection);
  }

  @Test
  void unsupportedFieldsAreAllNamedAndTheSupportedOnesListed() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () -> company("{'names':['a'],'fields':['nonsense','basic_info.name','basic_info.x']}"))
        .satisfies(
            refusal -> {
              assertThat(refusal.message()).contains("'nonsense', 'basic_info.x';");
              assertThat(refusal.metadata().get("available_fields"))
                  .isEqualTo(FieldCatalogue.of(Entity.COMPANY).selectable());
            });
  }

  @Test
  void malformedJsonIsRefusedWithLineAndColumn() {
    assertMalformed("{'names':\n  ['a'", 2);
    assertMalformed("{'names':['a'],\n'names':['b']}", 2);
    assertMalformed("{'names':['a']}\n{}", 2);
    assertMalformed("{'names':['a']}\n]", 2);
    assertMalformed("{\n\n'names':nonsense}", 3);
  }

  @Test
  void syntaxIsCheckedBeforeContent() {
    assertMalformed("{'nonsense':1,\n", 2);
  }

  @Test
  void hostileJsonIsRefused() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> company("{'names':" + "[".repeat(100_000)))
        .withMessageContaining("nesting");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> company("{'chunk_size':" + "9".repeat(100_000) + "}"))
        .withMessageContaining("Number");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> company("{'names':[" + "{},".repeat(1_000_000) + "1]}"))
        .withMessageContaining("Token count");
  }

  @Test
  void onlyUtf8IsRead() {
    assertNotUtf8("{\"names\":[\"Müller\"]}", ISO_8859_1);
    assertNotUtf8("{\"names\":[\"Müller\"]}", UTF_16);
    assertThat(company("{'names':['Müller 😀']}").identifiers()).containsExactly("Müller 😀");
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertRefused("", "The body is empty; it must be a JSON object");
    assertRefused(" \n ", "The body is empty; it must be a JSON object");
  }

  private static void assertNotUtf8(String body, Charset charset) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> SubmissionReader.read(Entity.COMPANY, body.getBytes(charset), PUBLIC))
        .withMessage("The body must be encoded in UTF-8");
  }

  private static void assertMalformed(String body, int line) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> company(body))
        .withMessageStartingWith("The body is malformed JSON at line %d, column ".formatted(line))
        .withMessageNotContaining("Source")
        .withMessageNotContaining("\n");
  }

  private static void assertRefused(String body, String message) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> company(body))
        .withMessage(message)
        .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_REQUEST));
  }

  private static String domains(int count) {
    return IntStream.range(0, count)
        .mapToObj("'%d.example'"::formatted)
        .collect(joining(",", "{'domains':[", "]}"));
  }

  /** Single quotes stand for double ones. */
  private static Submission company(String body) {
    return read(Entity.COMPANY, body.replace('\'', '"'));
  }

  private static Submission read(Entity entity, String body) {
    return SubmissionReader.read(entity, body.getBytes(UTF_8), PUBLIC);
  }
}
