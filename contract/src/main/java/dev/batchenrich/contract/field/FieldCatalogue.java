package dev.batchenrich.contract.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toCollection;

import dev.batchenrich.contract.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The selectable fields of an entity: every family, branch and leaf of the list that lies beside
 * this class as {@code person.txt} and {@code company.txt}.
 */
public final class FieldCatalogue {

  private static final FieldCatalogue PERSON =
      new FieldCatalogue("person.txt", List.of("basic_profile", "social_handles"));
  private static final FieldCatalogue COMPANY =
      new FieldCatalogue("company.txt", List.of("basic_info"));

  private final Set<String> selectable;
  private final Set<String> families;
  private final List<String> defaults;

  private FieldCatalogue(String resource, List<String> defaults) {
    var all = new LinkedHashSet<String>();
    for (var path : read(resource)) {
      for (var dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        all.add(path.substring(0, dot));
      }
      all.add(path);
    }
    selectable = Collections.unmodifiableSet(all);
    families =
        all.stream()
            .filter(path -> path.indexOf('.') < 0)
            .collect(
                collectingAndThen(toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    this.defaults = defaults;
  }

  public static FieldCatalogue of(Entity entity) {
    return switch (entity) {
      case PERSON -> PERSON;
      case COMPANY -> COMPANY;
    };
  }

  /**
   * Everything that may be selected: families, branches and leaves, each before what it contains.
   */
  public List<String> selectable() {
    return List.copyOf(selectable);
  }

  /** The top-level fields of a record, in the order in which records are written. */
  public Set<String> families() {
    return families;
  }

  /** The families that every record is answered with, besides its id. */
  public List<String> defaults() {
    return defaults;
  }

  /** Those of {@code fields} that cannot be selected, in their order. */
  public List<String> unsupported(Collection<String> fields) {
    return fields.stream().filter(field -> !selectable.contains(field)).toList();
  }

  private static List<String> read(String resource) {
    try (var in = FieldCatalogue.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(' ')).replace("[]", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
