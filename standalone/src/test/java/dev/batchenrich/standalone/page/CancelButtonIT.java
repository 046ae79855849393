package dev.batchenrich.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
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

/** The page of a batch whose answers the test gives, so that it takes as long as the test wants. */
@Timeout(240)
class CancelButtonIT {

  private static final String ID = "53ab686b-c054-496b-8baf-baff5ecc85cf";
  private static final String JOB =
      """
      {"batch_id": "%s", "entity": "company", "identifier_count": 2000, "status": "%s",
       "result_count": 700, "processed_count": 800, "unresolved_count": 100,
       "created_at": "2026-01-02T03:04:05.000000+00:00", "completed_at": null}
      """;

  @TempDir static Path folder;

  private static final OpenResources RESOURCES = new OpenResources();
  private static Chromium chromium;
  private static Standalone standalone;

  private volatile String status = "processing";

  @BeforeAll
  static void start() throws Exception {
    chromium = RESOURCES.add(new Chromium());
    standalone = Standalone.start(Preparation.of(StandaloneConfig.in(folder)), RESOURCES);
  }

  @AfterAll
  static void stop() {
    RESOURCES.close();
  }

  @Test
  void aBatchUnderWayIsCancelledWithTheKeyboardOnceAndTheEndIsSaid() throws Exception {
    try (var tab = chromium.open(standalone.url().toString(), new NewContextOptions())) {
      var page = tab.page();
      page.route("**/batch/" + ID, route -> answer(route, 200));
      page.route("**/batch/" + ID + "/cancel", route -> answer(route, 202));
      tab.signIn(Files.readString(folder.resolve("api-key")).strip());
      assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
          .hasText("Batches");
      page.navigate(standalone.url() + "/#/batch/" + ID);
      assertThat(page.locator(".badge").first()).hasText("processing");

      tab.tabTo("Cancel batch");
      page.keyboard().press("Enter");

      var button = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Cancelling"));
      assertThat(button).isDisabled();
      tab.look("cancelling");
      status = "cancelled";
      assertThat(page.locator(".badge").first()).hasText("cancelled");
      assertThat(page.locator("#announcements")).containsText("has ended: cancelled");
      assertThat(button).hasCount(0);
    }
  }

  @Test
  void whatIsRefusedIsSaidInTheServersWordsAndCanBeTriedAgain() throws Exception {
    var refusal =
        new FulfillOptions()
            .setStatus(503)
            .setBody("{\"error\": {\"type\": \"unavailable\", \"message\": \"Ask later\"}}");
    try (var tab = chromium.open(standalone.url().toString(), new NewContextOptions())) {
      var page = tab.page();
      page.route("**/batch/" + ID, route -> answer(route, 200));
      page.route("**/batch/" + ID + "/cancel", route -> route.fulfill(refusal));
      tab.signIn(Files.readString(folder.resolve("api-key")).strip());
      assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
          .hasText("Batches");
      page.navigate(standalone.url() + "/#/batch/" + ID);

      tab.click(AriaRole.BUTTON, "Cancel batch");

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Ask later");
      assertThat(page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Cancel batch")))
          .isEnabled();
    }
  }

  private void answer(Route route, int code) {
    route.fulfill(new FulfillOptions().setStatus(code).setBody(JOB.formatted(ID, status)));
  }
}
