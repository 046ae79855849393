package dev.batchenrich.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUriTest {

  @Test
  void hasDefaultsForWhatIsOftenLeftOut() {
    assertThat(parse("postgresql://ann@db/people"))
        .isEqualTo(new PostgresUri("db", 5432, "people", "ann", "", "prefer", null));
  }

  @Test
  void takesEveryPartAndItsEscapes() {
    var certificate = "/etc/ssl/a b.pem";
    assertThat(
            parse(
                "postgresql://a%40b:c%2Fd+e%3A@[::1]:6000/my%20db"
                    + "?sslmode=verify-full&sslrootcert=/etc/ssl/a%20b.pem"))
        .isEqualTo(
            new PostgresUri("::1", 6000, "my db", "a@b", "c/d+e:", "verify-full", certificate));
  }

  @Test
  void mayBeginAsLibpqTakesItToo() {
    assertThat(parse("postgres://ann@db/x")).isEqualTo(parse("postgresql://ann@db/x"));
    assertThat(PostgresUri.isMeantBy("postgres://ann@db/x")).isTrue();
    assertThat(PostgresUri.isMeantBy("local:postgresql://")).isFalse();
  }

  @Test
  void takesThePasswordOfTheEnvironmentUnlessItHasOne() {
    var environment = Map.of("PGPASSWORD", "outer");

    assertThat(PostgresUri.parse("postgresql://ann@db/x", environment).password())
        .isEqualTo("outer");
    assertThat(PostgresUri.parse("postgresql://ann:inner@db/x", environment).password())
        .isEqualTo("inner");
  }

  @Test
  void neverShowsThePassword() {
    assertThat(parse("postgresql://ann:s3cret@db:6000/x")).hasToString("postgresql://db:6000/x");
    assertThat(PostgresUri.withoutPassword("postgresql://ann:s3cret@db/x?sslmode=require"))
        .isEqualTo("postgresql://db/x?sslmode=require");
    assertThat(PostgresUri.withoutPassword("postgres://ann:s3c@ret@db/x"))
        .isEqualTo("postgres://db/x");
    assertThat(PostgresUri.withoutPassword("local:data@home")).isEqualTo("local:data@home");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://",
        "postgresql:///x",
        "postgresql://ann:s3cret@/x",
        "postgresql://ann:s3cret@db",
        "postgresql://ann:s3cret@db/",
        "postgresql://ann:s3cret@db/x/y",
        "postgresql://:s3cret@db/x",
        "postgresql://db/x",
        "postgresql://ann:s3cret@db:port/x",
        "postgresql://ann:s3cret@d_b:99999999/x",
        "postgresql://ann:s3cret%@db/x",
        "postgresql://ann:s3cret@with space@db/x",
        "postgresql://ann:s3cret@db/x y",
        "postgresql://ann:s3cret@db:0/x",
        "postgresql://ann:s3cret@db:65536/x",
      })
  void saysWhatFormItHasAndNotThePassword(String uri) {
    assertThatThrownBy(() -> parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("directory must be postgresql://user:password@host:port/database")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=maybe",
        "sslmode",
        "ssl=true",
        "sslmode=verify-ca",
        "password=s3cret",
        "sslrootcert=a.pem"
      })
  void namesAParameterThatIsNotTaken(String query) {
    assertThatThrownBy(() -> parse("postgresql://ann@db/x?" + query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sslmode")
        .hasMessageNotContaining("s3cret");
  }

  private static PostgresUri parse(String uri) {
    return PostgresUri.parse(uri, Map.of());
  }
}
