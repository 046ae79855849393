package dev.batchenrich.pipeline.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.intel.gkl.compression.IntelDeflater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.logging.LogFactory;
import org.broadinstitute.gatk.nativebindings.NativeLibrary;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class IsalLibraryIT {

  @Test
  void aJobThatIsSubmittedAgainLoadsItInAClassLoaderOfItsOwn() throws Exception {
    assumeTrue(IsalDeflater.isAvailable());

    for (var submission = 0; submission < 3; submission++) {
      try (var loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
        assertThat(piecesByIsal(loader)).isEqualTo(1L);
      }
    }
  }

  @Test
  void itsFileIsGoneOnceItIsLoaded() throws Exception {
    assumeTrue(IsalDeflater.isAvailable());

    try (var mapped = Files.lines(Path.of("/proc/self/maps"))) {
      assertThat(mapped.filter(file -> file.contains("/isa-l-")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).endsWith(" (deleted)"));
    }
  }

  @Test
  void theJarOfAJobThatHasEndedIsClosed(@TempDir Path folder) throws Exception {
    assumeTrue(IsalDeflater.isAvailable());
    var classPath = classPath();
    for (var i = 0; i < classPath.length; i++) {
      var source = Path.of(classPath[i].toURI());
      if (Files.isRegularFile(source)) {
        classPath[i] = Files.copy(source, folder.resolve(i + ".jar")).toUri().toURL();
      }
    }

    try (var loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      assertThat(piecesByIsal(loader)).isEqualTo(1L);
      assertThat(openFiles()).anyMatch(file -> file.startsWith(folder));
    }

    assertThat(openFiles()).noneMatch(file -> file.startsWith(folder));
  }

  @Test
  void whereItCannotBeLoadedTheJdkDoesItsWork() throws Exception {
    var gkl = IntelDeflater.class.getProtectionDomain().getCodeSource().getLocation();
    var classPath = Stream.of(classPath()).filter(jar -> !jar.equals(gkl)).toArray(URL[]::new);

    try (var loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      assertThat(piecesByIsal(loader)).isEqualTo(0L);
    }
  }

  /** Of one piece, compressed by a class that {@code loader} has loaded. */
  private static Object piecesByIsal(ClassLoader loader) throws ReflectiveOperationException {
    var type = loader.loadClass(SegmentDeflater.class.getName());
    assertThat(type).isNotSameAs(SegmentDeflater.class);
    var deflater = type.getConstructor(int.class).newInstance(1);
    var piece = new Pieces(3).jsonLines(10_000);
    type.getMethod("add", byte[].class, int.class).invoke(deflater, piece, piece.length);
    return type.getMethod("piecesByIsal").invoke(deflater);
  }

  private static URL[] classPath() {
    return Stream.of(
            SegmentDeflater.class,
            IntelDeflater.class,
            NativeLibrary.class,
            FileUtils.class,
            LogFactory.class,
            Logger.class,
            NullMarked.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }

  private static List<Path> openFiles() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .filter(Files::exists)
          .map(
              descriptor -> {
                try {
                  return Files.readSymbolicLink(descriptor);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}
