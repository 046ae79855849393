package dev.batchenrich.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tab of the browser that shows the page, and sees what the page must not do. */
final class Tab implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final String AXE = axe();
  private static final String VIOLATIONS =
      """
      async () => (await axe.run()).violations.map((rule) =>
          `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`)
      """;

  private final BrowserContext context;
  private final Page page;
  private final List<String> requested = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final String server;

  Tab(BrowserContext context, String server) {
    this.context = context;
    this.server = server;
    page = context.newPage();
    page.onRequest(request -> requested.add(request.url()));
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // An answer that is an error is logged, too.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            complaints.add(message.text());
          }
        });
    page.navigate(server + "/");
  }

  Page page() {
    return page;
  }

  /** Signs in with the mouse. */
  Tab signIn(String key) {
    page.getByLabel("API key").fill(key);
    click(AriaRole.BUTTON, "Sign in");
    return this;
  }

  void click(AriaRole role, String name) {
    page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true)).click();
  }

  /** Presses Tab until the element with the focus is called {@code name}. */
  void tabTo(String name) {
    for (var presses = 0; presses < 100; presses++) {
      page.keyboard().press("Tab");
      if (focused().startsWith(name)) {
        return;
      }
    }
    throw new AssertionError("the Tab key does not lead to " + name);
  }

  /** What the element with the focus is called. */
  String focused() {
    return String.valueOf(
        page.evaluate(
            "() => { const e = document.activeElement;"
                + " return e.ariaLabel ?? e.labels?.[0]?.innerText ?? e.innerText; }"));
  }

  /** Takes a picture of all of it, and has it checked for what keeps people out. */
  void look(String name) {
    picture(name);
    assertThat(violations()).as(name).isEmpty();
  }

  /** What keeps people out: each the rule that is broken, and where. */
  List<String> violations() {
    page.evaluate(AXE);
    return ((List<?>) page.evaluate(VIOLATIONS)).stream().map(String::valueOf).toList();
  }

  /** Takes a picture of all of it. */
  void picture(String name) {
    page.screenshot(
        new ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setFullPage(true)
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** Fails if the page asked anybody else, or ran into its own policy or an error. */
  @Override
  public void close() {
    context.close();
    assertThat(requested).allSatisfy(url -> assertThat(url).matches("(data:|" + server + "/).*"));
    assertThat(complaints).isEmpty();
  }

  /** The program that checks; evaluated from outside, it is no matter of the page's policy. */
  private static String axe() {
    try (var in = Tab.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe-core is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
