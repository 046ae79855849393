package dev.batchenrich.pipeline.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchenrich.contract.webhook.WebhookTargets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PermittedAddressesTest {

  private final FakeNames names = new FakeNames();
  private final PermittedAddresses permitted =
      new PermittedAddresses(names, WebhookTargets.of(WebhookTargets.DEFAULT_PORTS, false));

  @Test
  void ofSeveralAddressesOnlyThePermittedOnesAreFoundInTheirOrder() throws Exception {
    names.set("mixed", "127.0.0.1", "8.8.8.8", "::1", "2606:4700:4700::1111", "10.0.0.1");

    assertThat(permitted.resolve("mixed"))
        .containsExactly(
            InetAddress.getByName("8.8.8.8"), InetAddress.getByName("2606:4700:4700::1111"));
    assertThat(permitted.resolve("mixed", 443))
        .extracting(address -> address.getAddress().getHostAddress())
        .containsExactly("8.8.8.8", "2606:4700:4700:0:0:0:0:1111");
  }

  @Test
  void aHostWithoutPermittedAddressesIsNotFound() throws Exception {
    names.set("private", "127.0.0.1", "fd00::1");
    names.set("empty");

    assertThatExceptionOfType(PermittedAddresses.NoneException.class)
        .isThrownBy(() -> permitted.resolve("private"));
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> permitted.resolve("empty"));
  }
}
