package dev.batchenrich.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import dev.batchenrich.standalone.WebhookChoices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /docs}; closing a tab fails if it asked another host or broke its policy. */
@Timeout(120)
class ApiDocsIT {

  private static final String OPERATIONS =
      """
      async () => Object.values((await (await fetch("openapi.json")).json()).paths)
          .flatMap((path) => Object.keys(path)).length
      """;

  /** Rules that Swagger UI breaks by itself. */
  private static final Set<String> OF_THE_VIEWER =
      Set.of("color-contrast", "heading-order", "nested-interactive", "region", "select-name");

  @TempDir static Path folder;

  private static final OpenResources RESOURCES = new OpenResources();
  private static Chromium chromium;
  private static Standalone standalone;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    chromium = RESOURCES.add(new Chromium());
    var config =
        new StandaloneConfig(folder, "127.0.0.1", 0, null, null, null, WebhookChoices.DEFAULT);
    standalone = Standalone.start(Preparation.of(config), RESOURCES);
    key = Files.readString(folder.resolve("api-key")).strip();
  }

  @AfterAll
  static void stop() throws Exception {
    RESOURCES.close();
  }

  @Test
  void everyOperationOfTheDocumentIsShown() {
    try (var tab = open()) {
      var page = tab.page();
      page.navigate(standalone.url() + "/docs");

      assertThat(page.locator(".opblock").first()).isVisible();
      assertThat(page.locator(".opblock")).hasCount((int) page.evaluate(OPERATIONS));
      tab.picture("docs");
      assertThat(tab.violations())
          .extracting(violation -> violation.replaceFirst("(?s):.*", ""))
          .isSubsetOf(OF_THE_VIEWER);
    }
  }

  @Test
  void requestsAreSentWithTheKeyThatThePageWasSignedInToWith() {
    try (var tab = open().signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "API");

      assertThat(status(page, "submitCompanyBatch")).hasText("202");
      assertThat(status(page, "listBatches")).hasText("200");
      tab.picture("docs-tried");
    }
  }

  @Test
  void aKeyCanBeGivenOnThePageItself() {
    try (var tab = open()) {
      var page = tab.page();
      page.navigate(standalone.url() + "/docs");
      page.locator(".authorize").first().click();
      page.locator(".auth-container input").fill(key);
      page.locator(".auth-container .authorize").click();
      page.locator(".auth-container .btn-done").click();

      assertThat(status(page, "listBatches")).hasText("200");
    }
  }

  private static Tab open() {
    return chromium.open(standalone.url().toString(), new NewContextOptions());
  }

  /** Tries an operation as it is suggested; what the server answers. */
  private static Locator status(Page page, String operation) {
    var block = page.locator("[id$='-" + operation + "']");
    block.locator(".opblock-summary-control").click();
    block.locator(".try-out__btn").click();
    block.locator(".execute").click();
    return block.locator(".live-responses-table .response-col_status").last();
  }
}
