package dev.batchenrich.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.batchenrich.standalone.MeasuredOutDirectory;
import dev.batchenrich.standalone.MeasuredOutServer;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.demo.ResultsFile;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that get on as far as the test lets them. */
@Timeout(240)
class RunningBatchIT {

  private static final int CHUNK = 100;
  private static final int MOST = 10_000;

  /** Numbers of batches that no other test in this JVM has. */
  private static final int CANCELLED = 1_001;

  private static final int COMPLETED = 1_002;
  private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(60_000);

  /** What Control+V does; filling in so much by keys takes the browser more than half a minute. */
  private static final String PASTE =
      """
      (area, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
      }
      """;

  @TempDir static Path folder;

  private static final OpenResources RESOURCES = new OpenResources();
  private static Chromium chromium;
  private static MeasuredOutServer server;

  @BeforeAll
  static void start() throws Exception {
    chromium = RESOURCES.add(new Chromium());
    server = MeasuredOutServer.start(folder, RESOURCES);
  }

  @AfterAll
  static void stop() {
    RESOURCES.close();
  }

  @Test
  void asManyAsOneBatchTakesArePastedFollowedAndCancelledHalfWay() throws Exception {
    try (var tab = open()) {
      submit(tab, CANCELLED, MOST, "Submit 10,000 people");
      assertThat(badge(tab)).hasText("pending");

      MeasuredOutDirectory.allow(CANCELLED, 40);
      assertThat(percent(tab)).containsText("40 %", PATIENTLY);
      assertThat(badge(tab)).hasText("processing");
      tab.look("half-way");
      MeasuredOutDirectory.allow(CANCELLED, 20);
      assertThat(percent(tab)).containsText("60 %", PATIENTLY);
      tab.click(AriaRole.BUTTON, "Cancel batch");

      assertThat(badge(tab)).containsText("cancelled", PATIENTLY);
      assertThat(percent(tab)).containsText("60 %");
      tab.look("cancelled");
      var page = tab.page();
      var download = page.waitForDownload(() -> tab.click(AriaRole.LINK, "Download what there is"));
      assertThat(ResultsFile.read(download.path()).identifiers()).hasSize(found(tab));
      assertThat(page.getByRole(AriaRole.LINK, named("Download what was not found"))).isVisible();
      // What still waits is of no use to anybody, and must not disturb the end.
      MeasuredOutDirectory.allow(CANCELLED, MOST / CHUNK);
    }
  }

  @Test
  void aBatchIsFollowedLiveToItsEnd() {
    try (var tab = open()) {
      submit(tab, COMPLETED, 10 * CHUNK, "Submit 1,000 people");

      for (var percent = 10; percent <= 100; percent += 10) {
        MeasuredOutDirectory.allow(COMPLETED, 1);
        assertThat(percent(tab)).containsText(percent + " %", PATIENTLY);
      }

      assertThat(badge(tab)).containsText("completed", PATIENTLY);
    }
  }

  private static Tab open() {
    return chromium.open(server.url().toString(), new NewContextOptions()).signIn(server.key());
  }

  private static void submit(Tab tab, int batch, int people, String button) {
    var page = tab.page();
    tab.click(AriaRole.LINK, "New batch");
    page.getByLabel("Or paste a list")
        .evaluate(
            PASTE,
            IntStream.range(0, people)
                .mapToObj(person -> MeasuredOutDirectory.email(batch, person))
                .collect(joining("\n")));
    assertThat(page.getByLabel("Recognised as")).hasValue("person/business_emails");
    tab.click(AriaRole.BUTTON, button);
  }

  private static Locator badge(Tab tab) {
    return tab.page().locator(".badge").first();
  }

  private static Locator percent(Tab tab) {
    return tab.page().locator(".percent");
  }

  /** As the page tells. */
  private static int found(Tab tab) {
    var figure =
        tab.page()
            .locator(
                ".figures div", new LocatorOptions().setHasText(Pattern.compile("^\\s*Found")));
    return Integer.parseInt(figure.locator("dd").innerText().replace(",", ""));
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name);
  }
}
