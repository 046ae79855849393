package dev.batchenrich.contract.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {

  private static final WebhookTargets PUBLIC =
      WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false);
  private static final WebhookTargets ANY = WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, true);

  @ParameterizedTest
  @CsvFileSource(resources = "forbidden-urls.csv", delimiter = '|', quoteCharacter = '`')
  void whatCouldNeverBeDeliveredIsRefusedSayingWhy(String url, String objection) {
    assertThat(PUBLIC.objectionTo(url)).startsWith(objection);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "forbidden-addresses.csv", delimiter = '|')
  void addressesThatAreNotPublicAreNotConnectedTo(String address) throws UnknownHostException {
    assertThat(PUBLIC.permits(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com",
        "https://hooks.example.com/batches?to=x&y=%20#ignored",
        "HTTPS://Hooks.Example.COM:443/",
        "http://hooks.example.com:80",
        "http://hooks.example.com.:1024",
        "https://hooks.example.com:65535/",
        "https://hooks.example.com:/",
        "https://xn--bcher-kva.example/\u00fc",
        "https://1e100.net",
        "https://3com.com",
        "https://0xdead.beef.example",
        "https://local.example.com",
        "https://mylocalhost.com",
        "https://not-internal.example",
        "http://8.8.8.8/",
        "http://172.32.0.1:8080/",
        "http://[2606:4700:4700::1111]/",
        "http://[::ffff:8.8.8.8]/",
        "http://[64:ff9b::808:808]/",
      })
  void whatMayBeDeliveredHasNoObjection(String url) {
    assertThat(PUBLIC.objectionTo(url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.88.98.255",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "3fff:1000::1",
        "3ffe::1",
        "64:ff9b::1.1.1.1",
        "::ffff:1.1.1.1",
      })
  void publicAddressesAreConnectedTo(String address) throws UnknownHostException {
    assertThat(PUBLIC.permits(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:22/",
        "http://localhost:9000",
        "http://[::1]:65535/",
        "http://10.0.0.1",
        "http://receiver:8080",
        "https://hooks.local",
        "http://[fe80::1]/",
      })
  void privateTargetsAreAllowedOnAnyPortWhenTheyAreAskedFor(String url) {
    assertThat(ANY.objectionTo(url)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://127.0.0.1:0/ | must use a port of 1-65535, uses 0",
        "http://127.0.0.1:65536/ | must use a port of 1-65535, uses 65536",
        "http://224.0.0.1/ | must name a single host, names '224.0.0.1'",
        "http://255.255.255.255/ | must name a single host, names '255.255.255.255'",
        "http://0.0.0.0/ | must name a single host, names '0.0.0.0'",
        "http://[::]/ | must name a single host, names '[::]'",
        "http://[ff02::1]/ | must name a single host, names '[ff02::1]'",
        "http://2130706433/ | must name an IP address as four decimal numbers, or as IPv6 in"
            + " brackets without zone, names '2130706433'",
        "ftp://localhost/ | must be an absolute http or https URL whose host is a domain name or"
            + " an IP address",
        "http://me@localhost/ | must be without user info",
      })
  void evenPrivateTargetsAreSingleHostsOfTheWeb(String url, String objection) {
    assertThat(ANY.objectionTo(url)).isEqualTo(objection);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "\n", "\u0007", "\u0085", "\u00a0", "\ud800", "\udc00\ud800"})
  void whatCannotBeSentAsItIsIsRefused(String part) {
    assertThat(PUBLIC.objectionTo("http://hooks.example.com/" + part))
        .startsWith("must be an absolute http or https URL");
  }

  @Test
  void aUrlOf2048CharactersIsAllowedAndALongerOneIsNot() {
    var url = "https://hooks.example.com/";
    var longest = url + "x".repeat(2_048 - url.length());

    assertThat(PUBLIC.objectionTo(longest)).isNull();
    assertThat(PUBLIC.objectionTo(longest + "x"))
        .isEqualTo("must be at most 2,048 characters long");
  }

  @Test
  void aHostHasNoMoreCharactersThanTheDnsAllows() {
    var longest = "a.".repeat(125) + "com";

    assertThat(PUBLIC.objectionTo("http://" + longest)).isNull();
    assertThat(PUBLIC.objectionTo("http://a" + longest))
        .isEqualTo("must name a host of at most 253 characters");
  }

  @Test
  void theListOfPortsDecides() {
    var targets = WebhookTargets.of(" 443, 8000-8001 ", false);

    assertThat(targets.objectionTo("https://hooks.example.com")).isNull();
    assertThat(targets.objectionTo("http://hooks.example.com:8001")).isNull();
    assertThat(targets.objectionTo("http://hooks.example.com"))
        .isEqualTo("must use a port of 443, 8000-8001, uses 80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "80,", "80;443", "0", "65536", "443-80", "1-2-3", "-1", "http", "8 0"})
  void whatIsNoListOfPortsIsRefusedNamingThePart(String ports) {
    var part = ports.substring(ports.indexOf(',') + 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookTargets.of(ports, false))
        .withMessage(
            "webhook ports must be numbers from 1 to 65535 or ascending ranges of them, as in"
                + " 80,443,1024-65535; '%s' is neither",
            part);
  }

  @Test
  void targetsTravelWithAJob() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(PUBLIC);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(PUBLIC);
    }
  }
}
