package dev.batchenrich.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.batchenrich.contract.webhook.WebhookTargets;
import dev.batchenrich.pipeline.WebhookReceiver;
import dev.batchenrich.pipeline.post.RetryDelays;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.WebhookChoices;
import dev.batchenrich.standalone.demo.ResultsFile;
import dev.batchenrich.standalone.sample.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class WebPageIT {

  private static final String PROFILE_URL =
      "/social_handles/professional_network_identifier/profile_url";
  private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(60_000);

  private static final GetByLabelOptions EXACTLY = new GetByLabelOptions().setExact(true);
  private static final String TOO_MANY_ACTIVE =
      """
      {"error": {"type": "too_many_active_batches", "metadata": [],
       "message": "At most 5 active batches per account"}}
      """;

  @TempDir static Path folder;

  private static final OpenResources RESOURCES = new OpenResources();
  private static Chromium chromium;
  private static Standalone standalone;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    chromium = RESOURCES.add(new Chromium());
    var webhooks =
        new WebhookChoices(
            null, WebhookTargets.of("80", true), new RetryDelays(List.of(Duration.ofHours(1))));
    var config =
        new StandaloneConfig(folder, "127.0.0.1", 0, null, null, null, null, null, webhooks);
    standalone = Standalone.start(Preparation.of(config), RESOURCES);
    key = Files.readString(folder.resolve("api-key")).strip();
  }

  @AfterAll
  static void stop() throws Exception {
    RESOURCES.close();
  }

  @Test
  void aWrongKeyIsRefusedAndTheRightOneIsKeptInTheTabUntilSigningOut() {
    try (var tab = open()) {
      var page = tab.page();
      tab.signIn("no such key");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not know this key");

      tab.signIn(key);
      assertThat(heading(page)).hasText("Batches");
      page.reload();
      assertThat(heading(page)).hasText("Batches");

      tab.click(AriaRole.BUTTON, "Sign out");
      assertThat(page.getByLabel("API key")).isVisible();
      page.reload();
      assertThat(page.getByLabel("API key")).isVisible();
    }
  }

  @Test
  void aFileIsRecognisedSubmittedFollowedToItsEndPreviewedAndDownloaded() throws Exception {
    var people = people(2_000);
    var csv =
        Stream.concat(
                Stream.of("Nick,Profile,Note"),
                people.stream().map(url -> "x,%s,\"seen, twice\"".formatted(url)))
            .collect(joining("\n"));
    try (var receiver = new WebhookReceiver(call -> 204);
        var tab = open().signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "New batch");
      give(page, "people.csv", csv);
      assertThat(page.locator(".recognised")).containsText("2,000 identifiers in people.csv");
      assertThat(page.getByLabel("Recognised as"))
          .hasValue("person/professional_network_profile_urls");
      assertThat(page.getByLabel("Column").locator("option:checked")).hasText("Profile");
      page.getByLabel("Search fields").fill("skills");
      page.getByLabel("skills", EXACTLY).check();
      page.getByLabel("Webhook").fill(receiver.url());
      tab.click(AriaRole.BUTTON, "Submit 2,000 people");

      assertThat(heading(page)).hasText("2,000 people");
      assertThat(page.locator(".percent")).containsText("100 %", PATIENTLY);
      assertThat(page.locator(".badge").first()).containsText("completed", PATIENTLY);
      assertThat(page.locator("#announcements")).containsText("completed");
      var first = page.locator(".records details").first();
      assertThat(first.locator("summary")).containsText(people.get(0));
      first.locator("summary").click();
      assertThat(first.locator("pre")).containsText("\"skills\"");

      var webhook = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Webhook"));
      assertThat(webhook).containsText("204", PATIENTLY);
      tab.click(AriaRole.BUTTON, "Send again");
      assertThat(webhook).containsText("Sent again, attempt 1", PATIENTLY);

      var download = page.waitForDownload(() -> tab.click(AriaRole.LINK, "Download results"));
      assertThat(ResultsFile.read(download.path()).identifiers()).isEqualTo(people);
    }
  }

  @Test
  void everythingCanBeDoneWithTheKeyboardAlone() {
    try (var tab = open()) {
      var page = tab.page();
      assertThat(page.getByLabel("API key")).isFocused();
      page.keyboard().type(key);
      page.keyboard().press("Enter");
      assertThat(heading(page)).isFocused();
      tab.tabTo("New batch");
      page.keyboard().press("Enter");
      assertThat(heading(page)).hasText("New batch");
      assertThat(heading(page)).isFocused();
      tab.tabTo("Or paste a list");
      page.keyboard()
          .insertText(String.join("\n", people(3)) + "\nhttps://www.linkedin.com/in/nobody-1");
      tab.tabTo("Fields of experience");
      page.keyboard().press("Enter");
      tab.tabTo("employment details");
      page.keyboard().press("Space");
      tab.tabTo("Submit 4 people");
      page.keyboard().press("Enter");
      assertThat(heading(page)).hasText("4 people");
      assertThat(heading(page)).isFocused();
      assertThat(page.locator(".badge").first()).containsText("completed", PATIENTLY);
      assertThat(page.locator(".figures")).containsText("Not found");
      tab.tabTo("Download results");
    }
  }

  @Test
  void aFileInAnotherEncodingIsNotGuessedAt() {
    try (var tab = open().signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "New batch");
      give(page, "names.csv", "name\nKäse".getBytes(ISO_8859_1));
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("names.csv is not UTF-8");
      assertThat(page.locator(".recognised")).hasCount(0);
    }
  }

  @Test
  void whatIsTooLongForOneBatchBecomesSeveral() {
    var names = IntStream.range(0, 10_001).mapToObj(i -> "Company " + i).collect(joining("\n"));
    try (var tab = open().signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "New batch");
      give(page, "names.txt", names);
      assertThat(page.getByLabel("Recognised as")).hasValue("company/names");
      tab.click(AriaRole.BUTTON, "Submit 10,001 companies in 2 batches");
      assertThat(heading(page)).hasText("Batches");
      var rows = page.getByRole(AriaRole.TABLE).getByRole(AriaRole.ROW);
      assertThat(rows.nth(1)).containsText("1 company");
      assertThat(rows.nth(2)).containsText("10,000 companies");
      assertThat(rows.nth(2)).containsText("100 %", PATIENTLY);
    }
  }

  @Test
  void theSixthActiveBatchIsRefusedInTheServersWordsAndTheListIsKept() {
    try (var tab = open().signIn(key)) {
      var page = tab.page();
      page.route(
          "**/batch/company/enrich",
          route -> route.fulfill(new FulfillOptions().setStatus(429).setBody(TOO_MANY_ACTIVE)));
      tab.click(AriaRole.LINK, "New batch");
      page.getByLabel("Or paste a list").fill("example.com\nexample.org");
      assertThat(page.getByLabel("Recognised as")).hasValue("company/domains");
      tab.click(AriaRole.BUTTON, "Submit 2 companies");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("5 active batches");
      assertThat(page.getByLabel("Or paste a list")).hasValue("example.com\nexample.org");
    }
  }

  @Test
  void itIsGoodToLookAtInLightAndInDarkAndOnAPhone() {
    look("light", new NewContextOptions().setViewportSize(1200, 800));
    look(
        "dark",
        new NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.DARK));
    look("phone", new NewContextOptions().setViewportSize(390, 844).setDeviceScaleFactor(2));
  }

  private void look(String name, NewContextOptions look) {
    try (var tab = chromium.open(standalone.url().toString(), look)) {
      var page = tab.page();
      tab.signIn("wrong");
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      tab.look(name + "-sign-in");
      tab.signIn(key);
      tab.click(AriaRole.LINK, "New batch");
      page.getByLabel("Or paste a list").fill(String.join("\n", people(40)) + "\nTarsha Walsh");
      page.getByLabel("Fields of basic_profile", EXACTLY).click();
      page.getByLabel("education", EXACTLY).check();
      tab.look(name + "-new");
      tab.click(AriaRole.BUTTON, "Submit 41 people");
      assertThat(page.locator(".badge").first()).containsText("completed", PATIENTLY);
      page.locator(".records summary").first().click();
      tab.look(name + "-batch");
      tab.click(AriaRole.LINK, "Batches");
      assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
      tab.look(name + "-batches");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
    }
  }

  private static Tab open() {
    return chromium.open(standalone.url().toString(), new NewContextOptions());
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1));
  }

  private static void give(Page page, String name, String text) {
    give(page, name, text.getBytes(UTF_8));
  }

  private static void give(Page page, String name, byte[] content) {
    page.getByLabel("Drop a CSV file here")
        .setInputFiles(new FilePayload(name, "text/plain", content));
  }

  private static List<String> people(int count) {
    return new SampleRecords()
        .people().stream().limit(count).map(person -> person.at(PROFILE_URL).asText()).toList();
  }
}
