package dev.batchenrich.contract.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pages name of the sources and of their build is there. */
class PagesTest {

  private static final Pattern FILE =
      Pattern.compile("(?:bash )?((?:\\.ci|benchmark|deploy|pipeline)/[\\w./-]+)(?: .*)?");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  /** Of Maven's own plugins. */
  private static final Set<String> PROPERTIES_OF_MAVEN =
      Set.of(
          "skipTests",
          "test",
          "it.test",
          "surefire.failIfNoSpecifiedTests",
          "failsafe.failIfNoSpecifiedTests");

  private static final Set<String> GOALS = Set.of("package", "spotless:apply", "test", "verify");

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  static List<String> mavenCommands() throws IOException {
    return Page.all().stream()
        .flatMap(page -> Stream.concat(page.inlines().stream(), page.shellLines().stream()))
        .filter(code -> code.startsWith("mvn "))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void filesThatAreNamedOrLinkedAreThere(Page page) {
    var folder = Page.ROOT.resolve(page.name()).getParent();
    assertThat(LINK.matcher(page.text()).results().map(link -> folder.resolve(link.group(1))))
        .allSatisfy(file -> assertThat(file).exists());
    // What is built is not there yet.
    assertThat(page.inlines().stream().flatMap(code -> FILE.matcher(code).results()))
        .extracting((MatchResult file) -> file.group(1))
        .filteredOn(file -> !file.contains("/target/"))
        .allSatisfy(file -> assertThat(Page.ROOT.resolve(file)).exists());
  }

  @ParameterizedTest
  @MethodSource("mavenCommands")
  void mavenCommandsAreOfThisBuild(String command) throws IOException {
    var build = Files.readString(Page.ROOT.resolve("pom.xml"));
    var module = "";
    for (var word : command.replace("-pl ", "-pl=").split("\\s+", -1)) {
      if (word.startsWith("-pl=")) {
        module = word.substring("-pl=".length());
        assertThat(build).contains("<module>%s</module>".formatted(module));
      } else if (word.startsWith("-P")) {
        assertThat(build).contains("<id>%s</id>".formatted(word.substring("-P".length())));
      } else if (word.startsWith("-D")) {
        assertMeansSomething(word.substring("-D".length()).split("=", 2), module);
      } else if (!Set.of("mvn", "-am").contains(word)) {
        assertThat(GOALS).contains(word);
      }
    }
  }

  private static void assertMeansSomething(String[] property, String module) throws IOException {
    var name = property[0];
    if (name.equals("it.test")) {
      assertThat(sources(module))
          .extracting(file -> file.getFileName().toString())
          .contains(property[1] + ".java");
    } else if (!PROPERTIES_OF_MAVEN.contains(name)) {
      assertThat(sources(module)).as(name).anyMatch(file -> isUsed(name, file));
    }
  }

  /** As a system property of a test, or a property of a POM. */
  private static boolean isUsed(String property, Path file) {
    return contentOf(file.toFile()).contains("\"" + property + "\"")
        || contentOf(file.toFile()).contains("${" + property + "}");
  }

  /** The tests and the POM of a module, or of all of them. */
  private static List<Path> sources(String module) throws IOException {
    try (var files = Files.walk(Page.ROOT.resolve(module))) {
      return files
          .filter(file -> file.toString().matches(".*(/src/test/.*\\.java|/pom\\.xml)"))
          .toList();
    }
  }
}
