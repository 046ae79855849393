package dev.batchenrich.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.batchenrich.standalone.OpenResources;
import dev.batchenrich.standalone.Preparation;
import dev.batchenrich.standalone.Standalone;
import dev.batchenrich.standalone.StandaloneConfig;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final GetByLabelOptions EXACTLY = new GetByLabelOptions().setExact(true);

  @TempDir static Path folder;

  private static final OpenResources RESOURCES = new OpenResources();
  private static Chromium chromium;
  private static Standalone standalone;
  private static String key;

  @BeforeAll
  static void start() throws Exception {
    chromium = RESOURCES.add(new Chromium());
    standalone = Standalone.start(Preparation.of(StandaloneConfig.in(folder)), RESOURCES);
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
    }
  }

  @Test
  void requestsAreSentWithTheKeyThatThePageWasSignedInToWith() {
    try (var tab = open().signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "API");

      assertThat(status(page, "submitCompanyBatch")).hasText("202");
      assertThat(status(page, "listBatches")).hasText("200");
    }
  }

  @Test
  void aKeyCanBeGivenOnThePageItself() {
    try (var tab = open()) {
      var page = tab.page();
      page.navigate(standalone.url() + "/docs");
      var status = status(page, "listBatches");
      assertThat(status).hasText("401");
      page.getByLabel("API key", EXACTLY).fill(key);
      page.locator(".execute").click();

      assertThat(status).hasText("200");
    }
  }

  @Test
  void anOperationIsOpenedWithTheKeyboardAndHasAnAddress() {
    try (var tab = open()) {
      var page = tab.page();
      page.navigate(standalone.url() + "/docs");
      page.getByLabel("API key", EXACTLY).focus();
      tab.tabTo("GET\n/batch\n");
      page.keyboard().press("Enter");

      assertThat(page).hasURL(standalone.url() + "/docs#/batches/listBatches");
      page.reload();
      assertThat(page.locator(".opblock.is-open")).hasId("operations-batches-listBatches");
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
    try (var tab = chromium.open(standalone.url().toString(), look).signIn(key)) {
      var page = tab.page();
      tab.click(AriaRole.LINK, "API");
      assertThat(page.locator(".opblock").first()).isVisible();
      tab.look("docs-" + name);
      assertThat(status(page, "submitCompanyBatch")).hasText("202");
      tab.look("docs-" + name + "-tried");
      assertThat(status(page, "listBatches")).hasText("200");
      tab.look("docs-" + name + "-tried-two");
      assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
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
