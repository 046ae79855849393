package dev.batchenrich.pipeline.post;

import dev.batchenrich.contract.answer.LinkSecret;
import dev.batchenrich.contract.answer.LinkSigner;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What messages are made with; the files are needed on every machine that sends webhooks.
 *
 * @param publicUrl what download links begin with
 * @param linkSecret the file with the key that the gateways sign download links with
 * @param webhookSecrets the file with the accounts' secrets
 */
public record MessageSettings(URI publicUrl, String linkSecret, String webhookSecrets)
    implements Serializable {

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException saying in one line which one cannot be used, and why
   */
  Messages open() {
    return new Messages(
        publicUrl.toString().replaceFirst("/+$", ""),
        new LinkSigner(LinkSecret.read(Path.of(linkSecret)), Clock.systemUTC()),
        new SigningSecrets(Path.of(webhookSecrets)));
  }
}
