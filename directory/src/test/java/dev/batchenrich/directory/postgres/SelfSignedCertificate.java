package dev.batchenrich.directory.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Makes certificates for servers in tests, with the JDK's own tools. */
final class SelfSignedCertificate {

  private static final String PASSWORD = "changeit";

  private SelfSignedCertificate() {}

  /**
   * Writes {@code name.crt} and {@code name.key} into {@code folder}.
   *
   * @param alternative as keytool takes it, such as {@code ip:127.0.0.1}
   * @return the certificate
   */
  static Path write(Path folder, String name, String subject, String alternative)
      throws IOException {
    var store = folder.resolve(name + ".p12");
    try {
      var made =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  name,
                  "-keyalg",
                  "EC",
                  "-dname",
                  subject,
                  "-ext",
                  "san=" + alternative,
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  store.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (made != 0) {
        throw new IOException("keytool made no certificate");
      }
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var key = folder.resolve(name + ".key");
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      write(key, "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
      var certificate = folder.resolve(name + ".crt");
      write(certificate, "CERTIFICATE", keys.getCertificate(name).getEncoded());
      return certificate;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void write(Path file, String kind, byte[] content) throws IOException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind), US_ASCII);
  }
}
